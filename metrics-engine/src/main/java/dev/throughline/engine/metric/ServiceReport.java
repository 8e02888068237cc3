package dev.throughline.engine.metric;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FourKeys} reports about one service, and what it was before.
 *
 * @param service its name
 * @param metrics over the window
 * @param previous over {@link Window#previous()}
 * @param buckets of the window, including empty ones; none when no interval was requested
 * @param lastDeploymentAt newest success in production, whatever the window; null when there was none
 */
public record ServiceReport(
        String service,
        FiveMetrics metrics,
        FiveMetrics previous,
        List<Report.Bucket> buckets,
        @Nullable Instant lastDeploymentAt) {}
