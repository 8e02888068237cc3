package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.chart.Plot;
import dev.throughline.dashboard.chart.Plot.Column;
import dev.throughline.dashboard.chart.Plot.Rule;
import dev.throughline.dashboard.chart.ValueAxis;
import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.LeadTimeDistribution.Span;
import dev.throughline.engine.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many commits or changes took how long to reach production: a bar for each time span.
 *
 * @param edges where the spans meet, from the left
 * @param rows the same as a table
 * @param sample what is counted: {@code commit} or {@code change}
 * @param sentence the number of them, half and nine tenths
 */
record LeadTimes(Plot plot, List<Edge> edges, List<Row> rows, String sample, String sentence) {

    private static final double BAR_SHARE = 0.9;
    private static final double ROOM_FOR_A_NAME = 20;

    /** Where two spans meet, in percent of the width. */
    record Edge(double x, String label) {}

    /**
     * One span.
     *
     * @param share of all
     * @param href explains it; null when there is nothing in it
     */
    record Row(String label, long n, String share, @Nullable String href) {}

    /** Null when nothing is counted. */
    static @Nullable LeadTimes of(String service, List<Span> spans, Durations leadTime, Selection selection) {
        long total = spans.stream().mapToLong(Span::n).sum();
        if (total == 0) {
            return null;
        }
        String sample = selection.basis() == Basis.COMMIT ? "commit" : "change";
        List<Row> rows = spans.stream()
                .map(span -> new Row(
                        span.label(),
                        span.n(),
                        Wording.percent(span.n() / (double) total),
                        span.n() == 0 ? null : href(service, span, selection)))
                .toList();
        return new LeadTimes(plot(spans, rows, leadTime), edges(spans), rows, sample, sentence(leadTime, sample));
    }

    private static String href(String service, Span span, Selection selection) {
        Address page = Paths.explain(Metric.CHANGE_LEAD_TIME, service)
                .with("at_least", span.atLeast() == 0 ? "" : Integer.toString(span.atLeast()));
        return (span.below() == null ? page : page.with("below", span.below().toString())).href(selection.query());
    }

    private static String sentence(Durations leadTime, String sample) {
        String counted = Wording.counted(leadTime.n(), sample);
        return leadTime.isEnough()
                ? "%s: half of them within %s, nine out of ten within %s."
                        .formatted(counted, Wording.duration(leadTime.p50()), Wording.duration(leadTime.p90()))
                : "%s, with a median of %s.".formatted(counted, Wording.duration(leadTime.p50()));
    }

    private static Plot plot(List<Span> spans, List<Row> rows, Durations leadTime) {
        long most = spans.stream().mapToLong(Span::n).max().orElse(0);
        ValueAxis values = ValueAxis.linear(Math.max(2, most), count -> Long.toString(Math.round(count)));
        Plot.Drawing drawing = new Plot.Drawing(values.ticks());
        double width = 100.0 / spans.size();
        for (int i = 0; i < spans.size(); i++) {
            Row row = rows.get(i);
            if (row.href == null) {
                continue;
            }
            double y = values.y(row.n);
            drawing.add(new Column(
                    (i + (1 - BAR_SHARE) / 2) * width, y, width * BAR_SHARE, values.floor() - y, "bar", null, ""));
            drawing.add(new Column(
                    i * width,
                    0,
                    width,
                    100,
                    "stretch",
                    row.href,
                    "%s: %d, %s".formatted(row.label, row.n, row.share)));
        }
        if (leadTime.p50() != null) {
            double x = SpanAxis.x(leadTime.p50(), spans);
            drawing.add(new Rule(x, "median", x > ROOM_FOR_A_NAME));
        }
        if (leadTime.isEnough() && leadTime.p90() != null) {
            double x = SpanAxis.x(leadTime.p90(), spans);
            drawing.add(new Rule(x, "p90", x > 100 - ROOM_FOR_A_NAME));
        }
        return drawing.done();
    }

    private static List<Edge> edges(List<Span> spans) {
        List<Edge> edges = new ArrayList<>();
        for (int i = 1; i < spans.size(); i++) {
            edges.add(new Edge(100.0 * i / spans.size(), Wording.duration((double)
                    spans.get(i).atLeast())));
        }
        return edges;
    }
}
