package dev.throughline.collector.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of each repository of a backfill: waiting, running, limited, settling, and done or failed. Shared by all processes. */
public interface UnitBook {

    /** Takes what is due of a source, for this process alone. */
    Optional<Unit> take(String source, Duration lease);

    /** Goes on having it. Answers false when nobody wants it any more. */
    boolean extend(Unit unit, Duration lease);

    /** Puts the repositories that a pattern names in its place. */
    void expand(Unit unit, List<ForgeRepository> repositories);

    /** There are about so many things more to read. */
    void expects(Unit unit, long more);

    /** It waits until the forge may be asked again. */
    void limited(Unit unit, Instant until, int requests);

    /** It goes on. */
    void resumed(Unit unit);

    /** All was read; it waits to become part of the numbers. */
    void allRead(Unit unit, int requests);

    /** Whether everything that had arrived when all was read is in the numbers. */
    boolean isSettled(Unit unit);

    /** Gives it back, to be taken again after a while. */
    void release(Unit unit, Duration pause);

    void done(Unit unit, int requests);

    /** @param retryAt when it will be tried again; null for never */
    void failed(Unit unit, String detail, @Nullable Instant retryAt, int requests);
}
