package dev.throughline.engine.metric;

import java.time.Instant;
import java.util.List;

/** The five metrics of a scope over a window, and of each bucket of it; no buckets when no interval was requested. */
public record Report(FiveMetrics metrics, Coverage coverage, OptionsInForce options, List<Bucket> buckets) {

    /**
     * One bucket, clipped to the window.
     *
     * @param isProvisional whether its deployments may still turn out to have failed: now is before its end plus the
     *     attribution window
     */
    public record Bucket(Instant from, Instant until, boolean isProvisional, FiveMetrics metrics) {}
}
