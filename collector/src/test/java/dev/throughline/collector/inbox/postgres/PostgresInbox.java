package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.engine.worker.Doorbell;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets the tests of the inbox use the real tables. */
public final class PostgresInbox {

    private PostgresInbox() {}

    public static Deliveries deliveries(DataSource dataSource) {
        return new PostgresDeliveries(new JdbcTemplate(dataSource));
    }

    public static SmartLifecycle announcements(DataSource dataSource, Doorbell doorbell) {
        return Announcements.listener(dataSource, doorbell);
    }
}
