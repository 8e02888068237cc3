package dev.throughline.collector.backfill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been read of each repository, and how far back. Shared by all processes. */
public interface ReadingBook {

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

    /** A chapter was read back to some time, null for its beginning. */
    void finished(Unit unit, ForgeRepository repository, Chapter chapter);

    /** How far back a chapter was read to its end. */
    Optional<Complete> complete(String source, ForgeRepository repository, Chapter chapter);

    Memory memory(Unit unit, ForgeRepository repository, Chapter chapter);

    /** Commits that were deployed, that the commit graph does not have, and that this backfill has not looked for. */
    List<String> unknownHeads(Unit unit, ForgeRepository repository, int limit);

    /** It was looked for, whether it was found or not. */
    void headLookedFor(Unit unit, ForgeRepository repository, String sha);

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
