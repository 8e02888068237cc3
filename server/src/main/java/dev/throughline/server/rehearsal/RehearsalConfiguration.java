package dev.throughline.server.rehearsal;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.preview.Rehearsal;
import dev.throughline.engine.metric.MetricsByService;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
class RehearsalConfiguration {

    @Bean
    Rehearsal rehearsal(
            Deliveries deliveries,
            MetricsByService now,
            DataSource dataSource,
            ConfigurableEnvironment environment,
            Clock clock) {
        return new ScratchRehearsal(deliveries, now, dataSource, environment, clock);
    }
}
