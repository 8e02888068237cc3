package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.DeliveryLog;
import dev.throughline.engine.worker.Doorbell;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets the tests of the inbox use the real tables. */
public final class PostgresInbox {

    private PostgresInbox() {}

    public static Deliveries deliveries(DataSource dataSource) {
        return new PostgresDeliveries(new JdbcTemplate(dataSource));
    }

    public static SmartLifecycle announcements(DataSource dataSource, Doorbell doorbell) {
        return Announcements.listener(dataSource, doorbell);
    }

    public static DeliveryLog log(DataSource dataSource) {
        return new PostgresDeliveryLog(JdbcClient.create(dataSource), false);
    }

    /** Of a server that fetches the commit graph. */
    public static DeliveryLog logWithGraph(DataSource dataSource) {
        return new PostgresDeliveryLog(JdbcClient.create(dataSource), true);
    }
}
