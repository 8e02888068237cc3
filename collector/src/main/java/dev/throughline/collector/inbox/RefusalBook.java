package dev.throughline.collector.inbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores that deliveries were refused, across restarts. */
public interface RefusalBook {

    /**
     * The refusals of a source.
     *
     * @param lastAt null when there never was one
     * @param inARow how many since the last one with a valid signature
     */
    record Refused(@Nullable Instant lastAt, int inARow) {}

    /** Every source that ever sent something, refused or not. */
    Map<String, Refused> read();

    /** Records the state of some sources, each with a refusal. */
    void write(Map<String, Refused> refused);
}
