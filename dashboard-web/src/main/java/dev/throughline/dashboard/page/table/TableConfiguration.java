package dev.throughline.dashboard.page.table;

import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.MetricsByService;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
@Profile("web")
class TableConfiguration {

    @Bean
    ServiceTables serviceTables(MetricsByService metrics, Services services, Clock clock) {
        return new ServiceTables(metrics, services, clock);
    }
}
