package dev.throughline.collector.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where backfills are written down, shared by all processes. */
public interface BackfillBook {

    /** Begins one; what was asked for stands in the order given. */
    UUID begin(String source, List<String> repositories, @Nullable Instant since, Cause cause);

    /** Everything that is told of backfills, the newest first. */
    List<Backfill> newest(int limit);

    Optional<Backfill> find(UUID id);

    /** Stops one. Answers false when there is none of this id. */
    boolean stop(UUID id);

    /** Takes what is due of a source, for this process alone. */
    Optional<Unit> take(String source, Duration lease);

    /** Goes on having it. Answers false when nobody wants it any more. */
    boolean extend(Unit unit, Duration lease);

    /** Puts the repositories that a pattern names in its place. */
    void expand(Unit unit, List<ForgeRepository> repositories);

    /**
     * Says which repository it is. Answers false, and changes nothing, when another one was meant that has, or had, the same name: nobody
     * asked for that one.
     */
    boolean identify(Unit unit, ForgeRepository repository);

    /** Which repository it is. */
    ForgeRepository identified(Unit unit);

    /**
     * Writes down what was read, once it is durable.
     *
     * @param requests how many were made since the last time
     */
    void read(Unit unit, ForgeRepository repository, Chapter chapter, List<Item> items, int requests);

    /** There are about so many things more to read. */
    void expects(Unit unit, long more);

    /** It waits until the forge may be asked again. */
    void limited(Unit unit, Instant until, int requests);

    /** It goes on. */
    void resumed(Unit unit);

    /** A chapter was read back to some time, null for its beginning. */
    void finished(Unit unit, ForgeRepository repository, Chapter chapter);

    /** How far back a chapter was read to its end. */
    Optional<Complete> complete(String source, ForgeRepository repository, Chapter chapter);

    /** All was read; it waits to become part of the numbers. */
    void allRead(Unit unit, int requests);

    /** Whether everything that had arrived when all was read is in the numbers. */
    boolean isSettled(Unit unit);

    /** Gives it back, to be taken again after a while. */
    void release(Unit unit, Duration pause);

    void done(Unit unit, int requests);

    /** @param retryAt when it will be tried again; null for never */
    void failed(Unit unit, String detail, @Nullable Instant retryAt, int requests);

    Memory memory(Unit unit, ForgeRepository repository, Chapter chapter);

    /** Commits that were deployed, that the commit graph does not have, and that this backfill has not looked for. */
    List<String> unknownHeads(Unit unit, ForgeRepository repository, int limit);

    /** It was looked for, whether it was found or not. */
    void headLookedFor(Unit unit, ForgeRepository repository, String sha);

    /** Who wanted it. */
    enum Cause {
        ASKED,
        AUTO,
        NIGHTLY
    }

    /**
     * How far back a chapter is complete.
     *
     * @param since null for its beginning
     * @param readAt when it was last read
     */
    record Complete(@Nullable Instant since, Instant readAt) {

        /** Whether it covers all that is asked for. */
        boolean covers(@Nullable Instant asked) {
            return since == null || asked != null && !since.isAfter(asked);
        }
    }
}
