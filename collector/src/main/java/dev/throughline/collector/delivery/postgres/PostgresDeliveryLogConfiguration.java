package dev.throughline.collector.delivery.postgres;

import dev.throughline.collector.delivery.Backlog;
import dev.throughline.collector.delivery.DeliveryLog;
import dev.throughline.engine.ledger.GraphFetching;
import dev.throughline.engine.worker.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@Profile("web")
@Configuration(proxyBeanMethods = false)
class PostgresDeliveryLogConfiguration {

    private static final Duration LOOK_AT_BACKLOG = Duration.ofSeconds(15);

    @Bean
    DeliveryLog deliveryLog(JdbcClient jdbc, Environment environment) {
        return new PostgresDeliveryLog(jdbc, GraphFetching.isOn(environment));
    }

    @Bean
    Worker backlogWatch(DeliveryLog deliveries, MeterRegistry registry) {
        return Worker.named("backlog-watch").every(LOOK_AT_BACKLOG, new Backlog(deliveries::status, registry)::look);
    }
}
