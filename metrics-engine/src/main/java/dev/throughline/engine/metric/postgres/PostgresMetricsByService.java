package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the same functions as {@link PostgresFourKeys}, once for each service, in one statement. */
class PostgresMetricsByService implements MetricsByService {

    private static final String REPORT = """
            select service.name, metrics.*
              from service
             cross join lateral five_metrics_by(array[service.id], cast(:environment as text),
                                                array[cast(:from as timestamptz), cast(:until as timestamptz)],
                                                cast(:timezone as text), cast(:basis as text)) metrics
            """;

    private record Row(String service, FiveMetrics metrics) {

        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(row.getString("name"), ReportRow.metrics(row, Basis.COMMIT));
        }
    }

    private final JdbcClient jdbc;

    PostgresMetricsByService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public SortedMap<String, FiveMetrics> report(Window window, @Nullable String environment) {
        SortedMap<String, FiveMetrics> services = new TreeMap<>();
        jdbc.sql(REPORT)
                .param("environment", environment)
                .param("from", window.from().atOffset(ZoneOffset.UTC))
                .param("until", window.until().atOffset(ZoneOffset.UTC))
                .param("timezone", window.zone().getId())
                .param("basis", Basis.COMMIT.word())
                .query(Row::of)
                .list()
                .forEach(row -> services.put(row.service(), row.metrics()));
        return services;
    }
}
