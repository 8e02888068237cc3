package dev.throughline.collector.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How often each source sends. */
public interface Rhythms {

    /** Updates from what has arrived since; from time to time from all of the last 90 days. One process does. */
    void refresh();

    /** By name of the source; none for one that has never sent anything. */
    Map<String, Rhythm> all();

    /**
     * Repositories that a source has gone silent about, longest silence first.
     *
     * @param limit at most this many per source
     */
    List<SilentRepository> silentRepositories(int limit);

    /** How many there are per source, by its name; none for a source that does not post about any repository often enough to judge. */
    Map<String, Integer> countSilentRepositories();

    /**
     * A repository that a source has posted nothing about for unusually long.
     *
     * @param source name of the source
     * @param repository full name
     * @param since when something last arrived
     * @param threshold a pause longer than that is silence
     */
    record SilentRepository(String source, String repository, Instant since, Duration threshold) {}

    /**
     * How often a source sends.
     *
     * @param lastAt when it last did; what was read by API is left out
     * @param threshold a longer pause is silence; null while it has sent too little to judge
     */
    record Rhythm(Instant lastAt, @Nullable Duration threshold) {

        /** Since when it has been silent; empty while it is not. */
        public Optional<Instant> silentSince(Instant now) {
            return threshold != null && lastAt.plus(threshold).isBefore(now) ? Optional.of(lastAt) : Optional.empty();
        }
    }
}
