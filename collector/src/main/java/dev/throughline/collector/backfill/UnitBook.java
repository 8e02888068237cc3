package dev.throughline.collector.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The progress of each repository of a backfill: waiting, running, limited, settling, and done or failed. Shared by all processes. */
public interface UnitBook {

    /** Takes what is due for a source, exclusively for this process. */
    Optional<Unit> take(String source, Duration lease);

    /** Extends the lease on it. Returns false when it is no longer wanted. */
    boolean extend(Unit unit, Duration lease);

    /** Replaces a pattern by the repositories that it matches. */
    void expand(Unit unit, List<ForgeRepository> repositories);

    /** Records roughly how many more things there are to read. */
    void expects(Unit unit, long more);

    /** It waits until the forge accepts requests again. */
    void limited(Unit unit, Instant until, int requests);

    /** It goes on. */
    void resumed(Unit unit);

    /** Everything was read; it waits to become part of the numbers. */
    void allRead(Unit unit, int requests);

    /** Whether everything that had arrived when reading ended is in the numbers. */
    boolean isSettled(Unit unit);

    /** Releases it, to be taken again after a while. */
    void release(Unit unit, Duration pause);

    void done(Unit unit, int requests);

    /** @param retryAt when it will be retried; null for never */
    void failed(Unit unit, String detail, @Nullable Instant retryAt, int requests);
}
