package dev.throughline.collector.source;

import dev.throughline.engine.fact.SourceTraits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What reads deliveries, by name. It is looked up for each delivery, and nothing else keeps a list: several may be of one kind. */
public final class Normalizers {

    private final Map<String, Normalizer> byName;

    /** @param all each with a different name, in lower-case words with hyphens */
    public Normalizers(List<? extends Normalizer> all) {
        byName = all.stream().collect(Collectors.toUnmodifiableMap(Normalizers::name, Function.identity()));
    }

    private static String name(Normalizer normalizer) {
        String name = normalizer.name();
        if (!SourceDescription.isName(name)) {
            throw new IllegalArgumentException(
                    "a source is called '%s', but names are lower-case words with hyphens between them"
                            .formatted(name));
        }
        return name;
    }

    /** What reads the deliveries with this name. */
    public Optional<Normalizer> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The source that can be posted to under this name: some deliveries arrive another way. */
    public Optional<Source> source(String name) {
        return named(name).filter(Source.class::isInstance).map(Source.class::cast);
    }

    /** Everything that can be posted to. */
    public List<Source> sources() {
        return byName.values().stream()
                .filter(Source.class::isInstance)
                .map(Source.class::cast)
                .toList();
    }

    /** The traits of all of them. Sources of one kind share theirs, which are listed once. */
    Set<SourceTraits> traits() {
        return byName.values().stream().map(Normalizer::traits).collect(Collectors.toUnmodifiableSet());
    }
}
