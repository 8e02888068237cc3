package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.chart.Plot;
import dev.throughline.dashboard.chart.Plot.Column;
import dev.throughline.dashboard.chart.Plot.Mark;
import dev.throughline.dashboard.chart.Plot.Point;
import dev.throughline.dashboard.chart.TimeAxis;
import dev.throughline.dashboard.chart.ValueAxis;
import dev.throughline.dashboard.page.service.Singles.Single;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Measurement;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The five metrics bucket by bucket, each as a chart over the same time. */
final class Trends {

    private static final double BAR_SHARE = 0.82;

    private final TimeAxis axis;
    private final List<Report.Bucket> buckets;
    private final List<BucketRow> rows;
    private final Map<Metric, List<Single>> singles;

    /**
     * @param rows the same buckets in the table
     * @param singles the cases in the buckets, for metrics that have few
     */
    Trends(TimeAxis axis, List<Report.Bucket> buckets, List<BucketRow> rows, Map<Metric, List<Single>> singles) {
        this.axis = axis;
        this.buckets = buckets;
        this.rows = rows;
        this.singles = singles;
    }

    /** One of them. */
    record Trend(Metric metric, String name, Plot plot) {}

    /** Those with something to show. */
    List<Trend> all() {
        return Arrays.stream(Metric.values())
                .filter(metric -> !singles(metric).isEmpty()
                        || buckets.stream()
                                .anyMatch(bucket -> hasSome(bucket.metrics().of(metric))))
                .map(metric -> new Trend(
                        metric,
                        MetricWords.of(metric).name(),
                        metric.kind() == Metric.Kind.FREQUENCY ? bars(metric) : points(metric)))
                .toList();
    }

    private static boolean hasSome(Measurement it) {
        return it.value() != null && it.value() > 0 || it.n() > 0;
    }

    private List<Single> singles(Metric metric) {
        return singles.getOrDefault(metric, List.of());
    }

    private Measurement of(Metric metric, int bucket) {
        return buckets.get(bucket).metrics().of(metric);
    }

    /** How many in each bucket: their rate would make a short bucket at the edge look busy or idle. */
    private Plot bars(Metric metric) {
        double most = 0;
        for (int i = 0; i < buckets.size(); i++) {
            most = Math.max(most, of(metric, i).n());
        }
        ValueAxis values = ValueAxis.linear(Math.max(2, most), count -> Long.toString(Math.round(count)));
        Plot.Drawing drawing = new Plot.Drawing(values.ticks());
        for (int i = 0; i < buckets.size(); i++) {
            long count = of(metric, i).n();
            double left = axis.x(buckets.get(i).from());
            double width = axis.x(buckets.get(i).until()) - left;
            double y = values.y(count);
            if (count > 0) {
                drawing.add(new Column(
                        left + width * (1 - BAR_SHARE) / 2,
                        y,
                        width * BAR_SHARE,
                        values.floor() - y,
                        buckets.get(i).isProvisional() ? "bar-provisional" : "bar",
                        null,
                        ""));
            }
            drawing.add(stretch(metric, i));
        }
        return drawing.done();
    }

    private Plot points(Metric metric) {
        ValueAxis values = axis(metric);
        Plot.Drawing drawing = new Plot.Drawing(values.ticks());
        List<Point> line = new ArrayList<>();
        List<Point> high = new ArrayList<>();
        List<Point> low = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            drawing.add(stretch(metric, i));
        }
        for (int i = 0; i < buckets.size(); i++) {
            Measurement it = of(metric, i);
            ConfidenceInterval ci = it.ci();
            if (it.value() == null || !it.isEnough() || ci == null) {
                drawing.line(line).band(high, low);
                line.clear();
                high.clear();
                low.clear();
            } else {
                line.add(new Point(middle(i), values.y(it.value())));
                high.add(new Point(middle(i), values.y(ci.high())));
                low.add(new Point(middle(i), values.y(ci.low())));
            }
        }
        drawing.line(line).band(high, low);
        singles(metric)
                .forEach(one -> drawing.add(new Mark(
                        axis.x(one.at()),
                        values.y(one.seconds()),
                        one.isOver() ? "single" : "ring",
                        one.href(),
                        one.title())));
        for (int i = 0; i < buckets.size(); i++) {
            Measurement it = of(metric, i);
            if (it.value() != null && (it.isEnough() || singles(metric).isEmpty())) {
                boolean isSure = it.isEnough() && !buckets.get(i).isProvisional();
                drawing.add(new Mark(
                        middle(i),
                        values.y(it.value()),
                        isSure ? "dot" : "ring",
                        cell(metric, i).href(),
                        title(metric, i)));
            }
        }
        return drawing.done();
    }

    private ValueAxis axis(Metric metric) {
        DoubleStream drawn = buckets.stream()
                .map(bucket -> bucket.metrics().of(metric))
                .flatMapToDouble(it -> it.value() == null
                        ? DoubleStream.empty()
                        : it.ci() == null || !it.isEnough()
                                ? DoubleStream.of(it.value())
                                : DoubleStream.of(
                                        it.ci().low(), it.value(), it.ci().high()));
        double[] all = DoubleStream.concat(drawn, singles(metric).stream().mapToDouble(Single::seconds))
                .toArray();
        double most = Arrays.stream(all).max().orElse(0);
        return metric.kind() == Metric.Kind.RATE
                ? ValueAxis.share(most, Trends::percent)
                : ValueAxis.duration(Arrays.stream(all).min().orElse(60), Math.max(most, 60), Wording::duration);
    }

    /** Those of an axis are whole, or nearly. */
    private static String percent(double ratio) {
        return ratio * 100 == Math.rint(ratio * 100) ? Math.round(ratio * 100) + " %" : Wording.percent(ratio);
    }

    private double middle(int bucket) {
        return (axis.x(buckets.get(bucket).from()) + axis.x(buckets.get(bucket).until())) / 2;
    }

    /** The whole height of a bucket links to what is behind it. */
    private Column stretch(Metric metric, int bucket) {
        double left = axis.x(buckets.get(bucket).from());
        return new Column(
                left,
                0,
                axis.x(buckets.get(bucket).until()) - left,
                100,
                "stretch",
                cell(metric, bucket).href(),
                title(metric, bucket));
    }

    private BucketRow.Cell cell(Metric metric, int bucket) {
        return rows.get(bucket).cells().stream()
                .filter(cell -> cell.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private String title(Metric metric, int bucket) {
        BucketRow row = rows.get(bucket);
        BucketRow.Cell cell = cell(metric, bucket);
        return "%s: %s (%s%s)%s"
                .formatted(
                        row.label(),
                        cell.text(),
                        cell.basis(),
                        cell.interval().isEmpty() ? "" : ", " + cell.interval(),
                        row.isProvisional() ? ", provisional" : "");
    }
}
