package dev.throughline.dashboard.page.service;

import dev.throughline.engine.metric.LeadTimeDistribution.Span;
import java.util.List;

/** Spans of time side by side, each as wide as the others and logarithmic within. */
final class SpanAxis {

    /** What the first span, which begins at nothing, is drawn from, in seconds. */
    private static final double FIRST = 60;

    /** How many times its beginning the last span, which has no end, is drawn to. */
    private static final double LAST = 4;

    private SpanAxis() {}

    /** Where a duration lies, in percent of the width; what lies outside is at the edge. */
    static double x(double seconds, List<Span> spans) {
        int place = 0;
        while (place < spans.size() - 1 && seconds >= spans.get(place + 1).atLeast()) {
            place++;
        }
        Span span = spans.get(place);
        double low = Math.max(FIRST, span.atLeast());
        double high = span.below() == null ? LAST * low : span.below();
        double share = Math.log(Math.max(seconds, low) / low) / Math.log(high / low);
        return (place + Math.clamp(share, 0, 1)) * 100 / spans.size();
    }
}
