package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.DeliveryLog;
import dev.throughline.collector.inbox.Doorbell;
import dev.throughline.engine.ledger.GraphFetching;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class PostgresInboxConfiguration {

    @Profile("collector")
    @Bean
    Deliveries inboxDeliveries(JdbcTemplate template) {
        return new PostgresDeliveries(template);
    }

    @Profile("collector")
    @Bean
    Announcements inboxAnnouncements(DataSource dataSource, Doorbell doorbell) {
        return new Announcements(dataSource, doorbell);
    }

    @Profile("web")
    @Bean
    DeliveryLog deliveryLog(JdbcClient jdbc, Environment environment) {
        return new PostgresDeliveryLog(jdbc, GraphFetching.isOn(environment));
    }
}
