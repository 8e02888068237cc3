package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.Doorbell;
import dev.throughline.collector.worker.WorkerThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Listens for deliveries that other processes announce, and rings. Holds one connection while it does. */
final class Announcements implements SmartLifecycle {

    static final String CHANNEL = "delivery";

    private static final Logger log = LoggerFactory.getLogger(Announcements.class);
    private static final int PAUSE_MILLIS = 1000;

    private final DataSource dataSource;
    private final Doorbell doorbell;
    private final WorkerThread thread = new WorkerThread("inbox-announcements", this::run);

    Announcements(DataSource dataSource, Doorbell doorbell) {
        this.dataSource = dataSource;
        this.doorbell = doorbell;
    }

    private void run() {
        while (isRunning()) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                log.debug("Announcements of other processes are not heard at the moment: {}", e.toString());
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (isRunning()) {
            if (postgres.getNotifications(PAUSE_MILLIS).length > 0) {
                doorbell.ring();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten " + CHANNEL);
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        // it listens for no longer than that at a time
        thread.end(() -> {}, Duration.ofMillis(2L * PAUSE_MILLIS));
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public int getPhase() {
        return 1;
    }
}
