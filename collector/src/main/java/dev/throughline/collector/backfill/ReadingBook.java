package dev.throughline.collector.backfill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been read of each repository, and how far back. Shared by all processes. */
public interface ReadingBook {

    /**
     * Records which repository it is. Returns false, and changes nothing, when a different one with the same current or former name was
     * meant.
     */
    boolean identify(Unit unit, ForgeRepository repository);

    /** Which repository it is. */
    ForgeRepository identified(Unit unit);

    /**
     * Records what was read, once it is durable.
     *
     * @param requests how many were made since the last time
     */
    void read(Unit unit, ForgeRepository repository, Chapter chapter, List<Item> items, int requests);

    /** A chapter was read back to some time, null for its beginning. */
    void finished(Unit unit, ForgeRepository repository, Chapter chapter);

    /** How far back a chapter was read completely. */
    Optional<Complete> complete(String source, ForgeRepository repository, Chapter chapter);

    Memory memory(Unit unit, ForgeRepository repository, Chapter chapter);

    /** Deployed commits that are missing from the commit graph and that this backfill has not looked for. */
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

        /** Whether it covers everything that is requested. */
        boolean covers(@Nullable Instant asked) {
            return since == null || asked != null && !since.isAfter(asked);
        }
    }
}
