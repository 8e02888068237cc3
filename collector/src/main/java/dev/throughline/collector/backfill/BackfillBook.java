package dev.throughline.collector.backfill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The backfills that were asked for, shared by all processes. */
public interface BackfillBook {

    /** Begins one; what was asked for stands in the order given. */
    UUID begin(String source, List<String> repositories, @Nullable Instant since, Cause cause);

    /** Everything that is told of backfills, the newest first. */
    List<Backfill> newest(int limit);

    Optional<Backfill> find(UUID id);

    /** Stops one. Answers false when there is none of this id. */
    boolean stop(UUID id);

    /** Who wanted it. */
    enum Cause {
        ASKED,
        AUTO,
        NIGHTLY
    }
}
