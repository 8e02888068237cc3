package dev.throughline.engine.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration change did to the numbers of a service.
 *
 * @param at when the configuration was found changed
 * @param from begin of the window of both
 * @param until end of it, exclusive
 * @param after null while it is not yet known
 */
public record ServiceChange(
        Instant at,
        Instant from,
        Instant until,
        Values before,
        @Nullable Values after) {

    /** The values of the five metrics, in their units; null means no data. */
    public record Values(
            @Nullable Double deploymentFrequency,
            @Nullable Double changeLeadTime,
            @Nullable Double changeFailRate,
            @Nullable Double failedDeploymentRecoveryTime,
            @Nullable Double deploymentReworkRate) {}
}
