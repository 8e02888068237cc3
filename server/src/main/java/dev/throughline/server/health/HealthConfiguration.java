package dev.throughline.server.health;

import dev.throughline.collector.inbox.Intake;
import dev.throughline.collector.inbox.Pulse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /**
     * A part of readiness. A collector is ready while it can receive deliveries, whatever else the process does: if it were taken out of
     * service because the database is away, it would lose them. Every other process needs the database.
     */
    @Bean
    HealthIndicator rolesHealthIndicator(ObjectProvider<Intake> intake, Pulse pulse) {
        return () -> {
            Intake own = intake.getIfAvailable();
            boolean isReady = own == null ? pulse.isUp() : own.isReady();
            return (isReady ? Health.up() : Health.outOfService()).build();
        };
    }
}
