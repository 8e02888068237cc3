package dev.throughline.engine.metric;

import java.util.List;

/**
 * The five metrics of a scope, all its services pooled, and what they were before.
 *
 * @param metrics over the window
 * @param previous over {@link Window#previous()}
 * @param buckets of the window, including empty ones; none when no interval was requested
 */
public record Trend(FiveMetrics metrics, FiveMetrics previous, List<Report.Bucket> buckets) {}
