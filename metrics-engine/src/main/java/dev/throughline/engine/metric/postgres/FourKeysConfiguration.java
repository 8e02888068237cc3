package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.MetricsByService;
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
    CoverageByService coverageByService(JdbcClient jdbc) {
        return new PostgresCoverageByService(jdbc);
    }

    @Bean
    MetricsByService metricsByService(JdbcClient jdbc) {
        return new PostgresMetricsByService(jdbc);
    }
}
