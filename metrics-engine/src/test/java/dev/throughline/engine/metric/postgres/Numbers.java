package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Snapshots;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Who answers questions about a database, by its functions alone. */
final class Numbers {

    private Numbers() {}

    static FourKeys fourKeys(DataSource database) {
        return new PostgresFourKeys(JdbcClient.create(database), snapshots(database));
    }

    static MetricsByService byService(DataSource database) {
        return new PostgresMetricsByService(JdbcClient.create(database), snapshots(database));
    }

    static Snapshots snapshots(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new PostgresSnapshots(
                new RepeatableReads(new DataSourceTransactionManager(database), jdbc), new PostgresDistribution(jdbc));
    }
}
