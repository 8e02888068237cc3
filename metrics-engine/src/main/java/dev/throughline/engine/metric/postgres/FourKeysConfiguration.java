package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Freshness;
import dev.throughline.engine.metric.LeadTimeDistribution;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.RememberedMetrics;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class FourKeysConfiguration {

    @Bean
    FourKeys fourKeys(JdbcClient jdbc) {
        return new PostgresFourKeys(jdbc);
    }

    @Bean
    MetricsByService metricsByService(JdbcClient jdbc, Freshness freshness, Clock clock) {
        return new RememberedMetrics(new PostgresMetricsByService(jdbc), freshness, clock);
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
