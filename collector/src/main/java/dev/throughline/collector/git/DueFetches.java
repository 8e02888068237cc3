package dev.throughline.collector.git;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which repositories are to be fetched, shared by all processes. */
public interface DueFetches {

    /** Marks as due what was never fetched or could not be fetched: something may have been configured since. */
    void begin();

    /**
     * Takes the repository that has been due the longest, for at least a second, exclusively for this process.
     *
     * @param lease for how long
     */
    Optional<DueFetch> take(Duration lease);

    /** Goes on having it. */
    void extend(DueFetch fetch, Duration lease);

    /** It was fetched and recorded. Stays due if it was marked meanwhile. */
    void succeeded(DueFetch fetch, Fetched fetched);

    /** It was not fetched. */
    void failed(DueFetch fetch, FailedFetch failed);

    /** Releases it unchanged. */
    void release(DueFetch fetch);

    /** Forgets it, because nothing is configured for it. */
    void forget(DueFetch fetch);

    /**
     * A repository to fetch.
     *
     * @param repository our key of it
     * @param name its newest name
     * @param marks how often it had been marked as due
     * @param failures how many fetches failed since one last succeeded
     * @param recordedTips hashes whose commits are all recorded
     */
    record DueFetch(long repository, String name, long marks, int failures, Set<String> recordedTips) {

        public DueFetch {
            recordedTips = Set.copyOf(recordedTips);
        }
    }

    /**
     * A fetch that failed.
     *
     * @param state {@code failed}, {@code too-large} or {@code bad-name}
     * @param detail why, one line without secrets
     * @param pause until it is retried; null when only a push or a deployment makes it worthwhile
     * @param gap until a push or a deployment may trigger a retry
     */
    record FailedFetch(
            String state, String detail, @Nullable Duration pause, Duration gap) {

        private static final Duration LONGEST = Duration.ofDays(1);
        private static final Duration SHORTEST = Duration.ofSeconds(10);
        private static final int MOST_DOUBLINGS = 20;

        /** Something that may be fixed at any time, and costs little to try. */
        public static FailedFetch refused(DueFetch fetch, String detail) {
            return new FailedFetch("failed", detail, pause(SHORTEST, fetch), SHORTEST);
        }

        /** Something that took long, and will do so at every retry. */
        public static FailedFetch costly(DueFetch fetch, String state, String detail, Duration first) {
            Duration pause = pause(first, fetch);
            return new FailedFetch(state, detail, pause, pause == null ? LONGEST : pause);
        }

        public static FailedFetch badName() {
            return new FailedFetch(
                    "bad-name", "the name of the repository cannot be part of a URL", null, Duration.ZERO);
        }

        /** Doubles with each failure; after a pause of a day, retries stop. */
        private static @Nullable Duration pause(Duration first, DueFetch fetch) {
            Duration pause = first.multipliedBy(1L << Math.min(fetch.failures(), MOST_DOUBLINGS));
            return pause.compareTo(LONGEST) > 0 ? null : pause;
        }
    }

    /**
     * A fetch that succeeded.
     *
     * @param commits how many it read
     * @param bytes size of the mirror
     * @param took how long it took
     * @param tips hashes whose commits are all recorded
     */
    record Fetched(long commits, long bytes, Duration took, Set<String> tips) {

        public Fetched {
            tips = Set.copyOf(tips);
        }
    }
}
