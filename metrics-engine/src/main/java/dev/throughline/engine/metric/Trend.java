package dev.throughline.engine.metric;

import java.util.List;

/**
 * The five metrics of a scope, all its services pooled, and what they were before.
 *
 * @param metrics over the window
 * @param previous over {@link Window#previous()}
 * @param buckets of the window, empty ones too; none when no interval was asked for
 */
public record Trend(FiveMetrics metrics, FiveMetrics previous, List<Report.Bucket> buckets) {}
