package dev.throughline.engine.metric.postgres;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The index of samples in memory.
 *
 * @param memory at most so much of the heap; 0 for none, by default four tenths of the largest heap
 */
@ConfigurationProperties("throughline.index")
record IndexProperties(@Nullable DataSize memory) {

    private static final double SHARE = 0.4;

    long bytes() {
        return memory == null ? (long) (SHARE * Runtime.getRuntime().maxMemory()) : memory.toBytes();
    }
}
