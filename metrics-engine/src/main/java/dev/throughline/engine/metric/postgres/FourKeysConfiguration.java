package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Freshness;
import dev.throughline.engine.metric.LeadTimeDistribution;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.RememberedMetrics;
import dev.throughline.engine.metric.Snapshots;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class FourKeysConfiguration {

    @Bean
    Snapshots snapshots(JdbcClient jdbc, PlatformTransactionManager manager) {
        return new PostgresSnapshots(manager, new PostgresDistribution(jdbc));
    }

    @Bean
    FourKeys fourKeys(JdbcClient jdbc, Snapshots snapshots) {
        return new PostgresFourKeys(jdbc, snapshots);
    }

    @Bean
    MetricsByService metricsByService(JdbcClient jdbc, Snapshots snapshots, Freshness freshness, Clock clock) {
        return new RememberedMetrics(new PostgresMetricsByService(jdbc, snapshots), freshness, clock);
    }

    @Bean
    LeadTimeDistribution leadTimeDistribution(JdbcClient jdbc) {
        return new PostgresLeadTimeDistribution(jdbc);
    }

    @Bean
    PostgresFreshness freshness(DataSource dataSource) {
        return new PostgresFreshness(dataSource);
    }

    @Bean
    CoverageByService coverageByService(JdbcClient jdbc) {
        return new PostgresCoverageByService(jdbc);
    }
}
