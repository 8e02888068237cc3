package dev.throughline.dashboard.page.service;

import dev.throughline.engine.metric.LeadTimeDistribution.Span;
import java.util.List;

/** Time spans side by side, all of equal width and logarithmic within. */
final class SpanAxis {

    /** Where drawing of the first span, which begins at zero, starts, in seconds. */
    private static final double FIRST = 60;

    /** The multiple of its beginning up to which the last span, which has no end, is drawn. */
    private static final double LAST = 4;

    private SpanAxis() {}

    /** The position of a duration, in percent of the width; outside values are at the edge. */
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
