package dev.throughline.collector.inbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where it is kept that deliveries were refused, beyond a restart. */
public interface RefusalBook {

    /**
     * What was refused of a source.
     *
     * @param lastAt null when nothing ever was
     * @param inARow how many since the last one whose signature was right
     */
    record Refused(@Nullable Instant lastAt, int inARow) {}

    /** Every source that was ever heard of, refused or not. */
    Map<String, Refused> read();

    /** Writes down how it stands with some sources, of each of which something was refused. */
    void write(Map<String, Refused> refused);
}
