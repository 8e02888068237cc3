package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.wording.BucketLabel;
import dev.throughline.dashboard.wording.Reading;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Report;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bucket as a row of the table behind the charts.
 *
 * @param label the bucket's name in the calendar, e.g. {@code 2026-W10}
 * @param isProvisional whether its deployments may still turn out to have failed
 */
record BucketRow(String label, boolean isProvisional, List<Cell> cells) {

    /**
     * A metric of a bucket.
     *
     * @param value as counted; null for none
     * @param href explains it
     */
    record Cell(Metric metric, @Nullable Double value, String text, String basis, String interval, String href) {}

    static BucketRow of(String service, Report.Bucket bucket, Selection selection) {
        String query = selection.within(bucket.from(), bucket.until());
        return new BucketRow(
                BucketLabel.of(bucket.from().atZone(selection.zone()).toLocalDate(), selection.interval()),
                bucket.isProvisional(),
                Arrays.stream(Metric.values())
                        .map(metric -> cell(
                                metric,
                                Reading.of(metric, bucket.metrics()),
                                Paths.explain(metric, service).href(query)))
                        .toList());
    }

    private static Cell cell(Metric metric, Reading reading, String href) {
        return new Cell(metric, reading.value(), reading.text(), reading.basis(), reading.interval(), href);
    }
}
