package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Coverage;
import dev.throughline.engine.metric.Coverage.Share;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.NoData;
import dev.throughline.engine.metric.OptionsInForce;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Rate;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.StartProvenance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of five_metrics_by beside one of metric_coverage_by. Coverage and options mean something in the row of the total only. */
record ReportRow(@Nullable String unknownService, Report.Bucket bucket, Coverage coverage, OptionsInForce options) {

    private static final double LEVEL = 0.95;

    /** Nothing is inferred from an incident: it names a cause, or is near a deployment. */
    private static final List<Confidence> OF_INCIDENTS =
            List.of(Confidence.EXPLICIT, Confidence.DECLARED, Confidence.HEURISTIC);

    static ReportRow of(ResultSet row, Basis basis, Profile profile) throws SQLException {
        return new ReportRow(row.getString("unknown"), bucket(row, basis), coverage(row), options(row, profile));
    }

    static Report.Bucket bucket(ResultSet row, Basis basis) throws SQLException {
        return new Report.Bucket(
                Instants.of(row, "bucket_from"),
                Instants.of(row, "bucket_until"),
                row.getBoolean("provisional"),
                metrics(row, basis));
    }

    private static OptionsInForce options(ResultSet row, Profile profile) throws SQLException {
        List<OptionsInForce.Chosen> chosen = new ArrayList<>();
        if (row.getObject("option_names") != null) {
            String[] services = (String[]) row.getArray("option_services").getArray();
            String[] names = (String[]) row.getArray("option_names").getArray();
            String[] values = (String[]) row.getArray("option_values").getArray();
            for (int i = 0; i < names.length; i++) {
                chosen.add(new OptionsInForce.Chosen(services[i], names[i], values[i]));
            }
        }
        return OptionsInForce.of(row.getInt("services"), chosen, profile);
    }

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

    private static Coverage coverage(ResultSet row) throws SQLException {
        return new Coverage(
                share(row, "linked", "deployments"),
                share(row, "with_baseline", "deployments"),
                shares(row, "by_", "commits", List.of(Link.By.values())),
                shares(row, "from_", "samples", List.of(StartProvenance.values())),
                share(row, "incidents_linked", "incidents"),
                shares(row, "confidence_", "incidents", OF_INCIDENTS),
                secondsSinceLastEvent(row));
    }

    private static Map<String, Double> secondsSinceLastEvent(ResultSet row) throws SQLException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        if (row.getObject("heard_sources") != null) {
            String[] sources = (String[]) row.getArray("heard_sources").getArray();
            Double[] heard = (Double[]) row.getArray("heard_seconds").getArray();
            for (int i = 0; i < sources.length; i++) {
                seconds.put(sources[i], heard[i]);
            }
        }
        return seconds;
    }

    private static <T extends Term> Map<T, Share> shares(ResultSet row, String prefix, String whole, List<T> terms)
            throws SQLException {
        Map<T, Share> shares = new LinkedHashMap<>();
        for (T term : terms) {
            shares.put(term, share(row, prefix + term.word(), whole));
        }
        return shares;
    }

    private static @Nullable NoData reason(ResultSet row, String metric) throws SQLException {
        String word = row.getString(metric + "_reason");
        return word == null ? null : Term.of(NoData.class, word);
    }

    private static Share share(ResultSet row, String part, String whole) throws SQLException {
        long numerator = row.getLong(part);
        long denominator = row.getLong(whole);
        return new Share(denominator == 0 ? null : (double) numerator / denominator, numerator, denominator);
    }

    private static @Nullable ConfidenceInterval interval(ResultSet row, String metric) throws SQLException {
        Double low = number(row, metric + "_ci_low");
        Double high = number(row, metric + "_ci_high");
        return low == null || high == null ? null : new ConfidenceInterval(low, high, LEVEL);
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Double.class);
    }
}
