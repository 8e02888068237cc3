package dev.throughline.collector.backfill;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sources whose API can be used, by name: those with a configured token. */
public final class Histories {

    private final Map<String, Connected> bySource;
    private final Set<String> known;

    /**
     * A source whose API can be used.
     *
     * @param kind of the source, as in the ids of its facts
     */
    public record Connected(String kind, ForgeHistory history) {}

    /** @param known names of all sources that have such an API, with or without a token */
    public Histories(Map<String, Connected> bySource, Set<String> known) {
        this.bySource = Map.copyOf(bySource);
        this.known = Set.copyOf(known);
    }

    public Set<String> sources() {
        return bySource.keySet();
    }

    public Optional<Connected> find(String source) {
        return Optional.ofNullable(bySource.get(source));
    }

    /** Which repositories the API of a source covers. */
    HealingBook.Forge forge(String source) {
        Connected connected = find(source).orElseThrow();
        return new HealingBook.Forge(
                source, connected.kind(), connected.history().settings().host().orElse(null));
    }

    /** Names of all sources that have such an API, with or without a token. */
    public Set<String> known() {
        return known;
    }
}
