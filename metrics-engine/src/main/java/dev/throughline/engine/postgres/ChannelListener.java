package dev.throughline.engine.postgres;

import dev.throughline.engine.worker.Doorbell;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Listens on a PostgreSQL channel, on its own thread and connection, and calls back on a notification, and whenever it begins to listen,
 * because of what it may have missed. A lost connection is replaced.
 */
public final class ChannelListener implements Working {

    private static final int AT_MOST_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMillis(4L * AT_MOST_MILLIS);

    private final DataSource dataSource;
    private final String channel;
    private final BooleanSupplier isWanted;
    private final Runnable onNotification;
    private final Doorbell doorbell = new Doorbell();
    private final Worker worker;

    /**
     * @param name of its thread
     * @param isWanted while it returns false, no connection is held; see {@link #wake()}
     */
    public ChannelListener(
            String name, DataSource dataSource, String channel, BooleanSupplier isWanted, Runnable onNotification) {
        this.dataSource = dataSource;
        this.channel = channel;
        this.isWanted = isWanted;
        this.onNotification = onNotification;
        this.worker = Worker.named(name).finishing(doorbell::ring, PATIENCE).doing(this::listen);
    }

    /** Listens from the start to the end. */
    public ChannelListener(String name, DataSource dataSource, String channel, Runnable onNotification) {
        this(name, dataSource, channel, () -> true, onNotification);
    }

    /** Says that it may be wanted again. Without this call it notices within half a second. */
    public void wake() {
        doorbell.ring();
    }

    @Override
    public Worker worker() {
        return worker;
    }

    private Duration listen() throws InterruptedException {
        if (!isWanted.getAsBoolean()) {
            doorbell.await(AT_MOST_MILLIS);
            return Duration.ZERO;
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            execute(connection, "listen " + channel);
            onNotification.run();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (worker.isRunning() && isWanted.getAsBoolean()) {
                if (postgres.getNotifications(AT_MOST_MILLIS).length > 0) {
                    onNotification.run();
                }
            }
            execute(connection, "unlisten *");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("channel " + channel + " is not heard at the moment", e);
        }
        return Duration.ZERO;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
