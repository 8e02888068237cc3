package dev.throughline.collector.backfill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The requested backfills, shared by all processes. */
public interface BackfillBook {

    /** Begins one, keeping the order of the request. */
    UUID begin(String source, List<String> repositories, @Nullable Instant since, Cause cause);

    /** Everything about backfills, newest first. */
    List<Backfill> newest(int limit);

    Optional<Backfill> find(UUID id);

    /** Stops one. Returns false when there is none with this id. */
    boolean stop(UUID id);

    /** Who wanted it. */
    enum Cause {
        ASKED,
        AUTO,
        NIGHTLY
    }
}
