package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.fact.Term;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.NoData;
import dev.throughline.engine.metric.Rate;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@code five_metrics_by}. */
final class MetricsRow {

    private MetricsRow() {}

    static FiveMetrics metrics(ResultSet row, Basis basis) throws SQLException {
        return new FiveMetrics(
                new Frequency(
                        number(row, "df_value"),
                        reason(row, "df"),
                        row.getLong("df_count"),
                        row.getLong("df_deploy_days"),
                        number(row, "df_median_interval_seconds")),
                durations(row, "clt", number(row, "clt_mean")),
                basis,
                rate(row, "cfr"),
                durations(row, "fdrt", null),
                new FiveMetrics.OpenFailures(row.getLong("fdrt_open"), number(row, "fdrt_oldest_open_seconds")),
                rate(row, "drr"));
    }

    private static Durations durations(ResultSet row, String metric, @Nullable Double mean) throws SQLException {
        return new Durations(
                reason(row, metric),
                row.getLong(metric + "_n"),
                number(row, metric + "_p50"),
                number(row, metric + "_p75"),
                number(row, metric + "_p90"),
                mean,
                interval(row, metric));
    }

    private static Rate rate(ResultSet row, String metric) throws SQLException {
        return new Rate(
                number(row, metric + "_value"),
                reason(row, metric),
                row.getLong(metric + "_numerator"),
                row.getLong(metric + "_denominator"),
                interval(row, metric));
    }

    private static @Nullable NoData reason(ResultSet row, String metric) throws SQLException {
        String word = row.getString(metric + "_reason");
        return word == null ? null : Term.of(NoData.class, word);
    }

    private static @Nullable ConfidenceInterval interval(ResultSet row, String metric) throws SQLException {
        Double low = number(row, metric + "_ci_low");
        Double high = number(row, metric + "_ci_high");
        return low == null || high == null ? null : ConfidenceInterval.of(low, high);
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Double.class);
    }
}
