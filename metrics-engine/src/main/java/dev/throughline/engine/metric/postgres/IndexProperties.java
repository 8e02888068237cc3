package dev.throughline.engine.metric.postgres;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The index of samples in memory.
 *
 * @param mostMegabytes memory that it may take; 0 disables it, null means four tenths of the largest heap
 */
@ConfigurationProperties("throughline.index")
record IndexProperties(@Nullable Integer mostMegabytes) {

    private static final double SHARE = 0.4;
    private static final long MEGABYTE = 1_000_000;

    IndexProperties {
        if (mostMegabytes != null && mostMegabytes < 0) {
            throw new IllegalArgumentException("must be 0 or more megabytes");
        }
    }

    long mostBytes() {
        return mostMegabytes == null ? (long) (SHARE * Runtime.getRuntime().maxMemory()) : mostMegabytes * MEGABYTE;
    }
}
