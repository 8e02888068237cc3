package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.ServiceReport;
import dev.throughline.engine.metric.Trend;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of one service after another: first the window before, then the window, then its buckets. */
final class ServiceRows {

    private ServiceRows() {}

    static List<ServiceReport> read(ResultSet rows, Basis basis) throws SQLException {
        List<ServiceReport> reports = new ArrayList<>();
        boolean isAnother = rows.next();
        while (isAnother) {
            String unknown = rows.getString("unknown");
            if (unknown != null) {
                throw UnknownService.named(unknown);
            }
            if (rows.getObject("service_id") == null) {
                // there is no service
                return reports;
            }
            String service = rows.getString("service");
            Instant lastDeploymentAt = Instants.orNull(rows, "last_deployment_at");
            Trend trend = trend(rows, "service_id", basis);
            isAnother = !rows.isAfterLast();
            reports.add(
                    new ServiceReport(service, trend.metrics(), trend.previous(), trend.buckets(), lastDeploymentAt));
        }
        return reports;
    }

    /** The same of scopes, which have a place each and no service. */
    static List<Trend> pooled(ResultSet rows, Basis basis) throws SQLException {
        List<Trend> trends = new ArrayList<>();
        boolean isAnother = rows.next();
        while (isAnother) {
            trends.add(trend(rows, "place", basis));
            isAnother = !rows.isAfterLast();
        }
        return trends;
    }

    /** Reads on until the key is another or there are no rows left. */
    private static Trend trend(ResultSet rows, String key, Basis basis) throws SQLException {
        long of = rows.getLong(key);
        FiveMetrics previous = ReportRow.metrics(rows, basis);
        rows.next();
        FiveMetrics metrics = ReportRow.metrics(rows, basis);
        List<Report.Bucket> buckets = new ArrayList<>();
        while (rows.next() && rows.getLong(key) == of) {
            buckets.add(ReportRow.bucket(rows, basis));
        }
        return new Trend(metrics, previous, buckets);
    }
}
