package dev.throughline.collector.delivery.postgres;

import dev.throughline.collector.delivery.DeliveryLog;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets tests look into the real tables. */
public final class DeliveryLogs {

    private DeliveryLogs() {}

    public static DeliveryLog of(DataSource dataSource) {
        return new PostgresDeliveryLog(JdbcClient.create(dataSource), false);
    }

    /** Of a server that fetches the commit graph. */
    public static DeliveryLog withGraph(DataSource dataSource) {
        return new PostgresDeliveryLog(JdbcClient.create(dataSource), true);
    }
}
