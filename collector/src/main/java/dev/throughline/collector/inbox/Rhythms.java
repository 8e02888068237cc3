package dev.throughline.collector.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How often each source sends. */
public interface Rhythms {

    /** Looks at what has arrived since; now and then at all of the last 90 days. One process does. */
    void refresh();

    /** By name of the source; none for one that nothing has ever come from. */
    Map<String, Rhythm> all();

    /**
     * Repositories that a source has fallen silent about, the longest silence first.
     *
     * @param limit of each source no more than that
     */
    List<SilentRepository> silentRepositories(int limit);

    /** How many there are of each source, by its name; none for a source that posts about no repository often enough to tell. */
    Map<String, Integer> countSilentRepositories();

    /**
     * A repository that a source posts nothing about, for longer than is usual.
     *
     * @param source name of the source
     * @param repository full name
     * @param since when something last came
     * @param threshold a pause longer than that is silence
     */
    record SilentRepository(String source, String repository, Instant since, Duration threshold) {}

    /**
     * How often one sends.
     *
     * @param lastAt when it last did; what was read by API is left out
     * @param threshold a pause longer than that is silence; null while it has sent too little to tell
     */
    record Rhythm(Instant lastAt, @Nullable Duration threshold) {

        /** Since when it has been silent; empty while it is not. */
        public Optional<Instant> silentSince(Instant now) {
            return threshold != null && lastAt.plus(threshold).isBefore(now) ? Optional.of(lastAt) : Optional.empty();
        }
    }
}
