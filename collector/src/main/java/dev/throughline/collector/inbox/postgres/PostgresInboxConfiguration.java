package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.Pulse;
import dev.throughline.collector.inbox.RefusalBook;
import dev.throughline.collector.inbox.Refusals;
import dev.throughline.collector.inbox.SourceLog;
import dev.throughline.engine.postgres.ChannelListener;
import dev.throughline.engine.worker.Doorbell;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class PostgresInboxConfiguration {

    @Bean
    Pulse databasePulse(DataSource dataSource, MeterRegistry registry) {
        Pulse pulse = new Pulse(dataSource);
        Gauge.builder("throughline.database.up", pulse, asked -> asked.isUp() ? 1 : 0)
                .description("1 while the database answers within two seconds, else 0")
                .register(registry);
        return pulse;
    }

    @Profile({"collector", "web"})
    @Bean
    Deliveries inboxDeliveries(JdbcTemplate template) {
        return new PostgresDeliveries(template);
    }

    @Profile("collector")
    @Bean
    ChannelListener inboxAnnouncements(DataSource dataSource, Doorbell doorbell) {
        return Announcements.listener(dataSource, doorbell);
    }

    @Profile("collector")
    @Bean
    RefusalBook refusalBook(JdbcClient jdbc) {
        return new PostgresRefusalBook(jdbc);
    }

    @Profile("web")
    @Bean
    SourceLog sourceLog(JdbcClient jdbc, ObjectProvider<Refusals> refusals) {
        return new PostgresSourceLog(jdbc, () -> {
            Refusals own = refusals.getIfAvailable();
            return own == null ? Map.of() : own.seen();
        });
    }

    @Bean
    PostgresRhythms rhythms(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresRhythms(jdbc, new TransactionTemplate(transactions));
    }
}
