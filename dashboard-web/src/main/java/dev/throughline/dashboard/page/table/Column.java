package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.wording.ColumnUnit;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.engine.metric.Metric;
import org.jspecify.annotations.Nullable;

/**
 * The head of a column.
 *
 * @param unit of its values; empty for none
 * @param title its name in full
 * @param href sorts by it; null if it cannot be sorted
 * @param order {@code ascending} or {@code descending} when the table is sorted by it; null otherwise
 */
public record Column(
        String name,
        String unit,
        String title,
        @Nullable String href,
        @Nullable String order) {

    static Column of(Metric metric, ColumnUnit unit, @Nullable String href, @Nullable String order) {
        String label = metric.kind() == Metric.Kind.DURATIONS ? "median, " + unit.label() : unit.label();
        return new Column(name(metric), label, MetricWords.of(metric).name(), href, order);
    }

    /** As short as a column is narrow. */
    static String name(Metric metric) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> "Deployments";
            case CHANGE_LEAD_TIME -> "Lead time";
            case CHANGE_FAIL_RATE -> "Fail rate";
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> "Recovery";
            case DEPLOYMENT_REWORK_RATE -> "Rework";
        };
    }
}
