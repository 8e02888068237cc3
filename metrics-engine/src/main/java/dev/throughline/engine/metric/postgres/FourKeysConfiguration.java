package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Freshness;
import dev.throughline.engine.metric.LeadTimeDistribution;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.RememberedMetrics;
import dev.throughline.engine.metric.Snapshots;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IndexProperties.class)
class FourKeysConfiguration {

    /** Only pages and the API query more than one service at a time. */
    @Bean
    @Profile("web")
    IndexedSnapshots indexedSnapshots(
            JdbcClient jdbc,
            DataSource dataSource,
            PlatformTransactionManager manager,
            Clock clock,
            IndexProperties properties) {
        return new IndexedSnapshots(
                new RepeatableReads(manager, jdbc),
                new SampleReader(jdbc, dataSource),
                new PostgresDistribution(jdbc),
                clock,
                properties.mostBytes());
    }

    @Bean
    @Profile("!web")
    PostgresSnapshots postgresSnapshots(JdbcClient jdbc, PlatformTransactionManager manager) {
        return new PostgresSnapshots(new RepeatableReads(manager, jdbc), new PostgresDistribution(jdbc));
    }

    /** How much memory the index takes, and whether it answers. */
    @Bean
    @Profile("web")
    MeterBinder indexMeters(IndexedSnapshots index) {
        return meters -> {
            Gauge.builder("throughline.index.ready", index, each -> each.isReady() ? 1 : 0)
                    .description("Whether the index of samples in memory answers; if not, PostgreSQL does")
                    .register(meters);
            Gauge.builder("throughline.index.size", index, IndexedSnapshots::bytes)
                    .description("Memory that the index of samples takes")
                    .baseUnit("bytes")
                    .register(meters);
            Gauge.builder(
                            "throughline.index.load",
                            index,
                            each -> each.lastLoad().toNanos() / 1e9)
                    .description("How long it took to read all samples the last time")
                    .baseUnit("seconds")
                    .register(meters);
        };
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
