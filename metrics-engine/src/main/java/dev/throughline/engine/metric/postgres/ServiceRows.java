package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.ServiceReport;
import dev.throughline.engine.metric.UnknownService;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            long id = rows.getLong("service_id");
            if (rows.wasNull()) {
                // there is no service
                return reports;
            }
            String service = rows.getString("service");
            Instant lastDeploymentAt = lastDeploymentAt(rows);
            FiveMetrics previous = ReportRow.metrics(rows, basis);
            rows.next();
            FiveMetrics metrics = ReportRow.metrics(rows, basis);
            List<Report.Bucket> buckets = new ArrayList<>();
            isAnother = rows.next();
            while (isAnother && rows.getLong("service_id") == id) {
                buckets.add(ReportRow.bucket(rows, basis));
                isAnother = rows.next();
            }
            reports.add(new ServiceReport(service, metrics, previous, buckets, lastDeploymentAt));
        }
        return reports;
    }

    private static @Nullable Instant lastDeploymentAt(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("last_deployment_at", OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
