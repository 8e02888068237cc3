package dev.throughline.collector.git;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which repositories are to be fetched, shared by all processes. */
public interface DueFetches {

    /** Marks every repository as due that was never looked at, for what happened before fetching was configured. */
    void addUnknown();

    /**
     * Takes the repository that has been due the longest, for at least a second, for this process alone.
     *
     * @param lease for how long
     */
    Optional<DueFetch> take(Duration lease);

    /** Goes on having it. */
    void extend(DueFetch fetch, Duration lease);

    /** It was fetched and recorded. Stays due when it was marked meanwhile. */
    void succeeded(DueFetch fetch, Fetched fetched);

    /**
     * It was not fetched.
     *
     * @param state {@code failed}, {@code too-large} or {@code bad-name}
     * @param detail why, one line without secrets
     */
    void failed(DueFetch fetch, String state, String detail);

    /** Gives it back as it was. */
    void release(DueFetch fetch);

    /** Forgets it, for nothing is configured for it. */
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
