package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.ledger.postgres.DueNotice;
import dev.throughline.engine.sample.WakeUp;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;

/** Hears that facts were recorded, on a connection of its own. */
final class PostgresWakeUp implements WakeUp {

    private static final int AT_MOST_MILLIS = 1000;

    private final DataSource dataSource;
    private @Nullable Connection connection;

    PostgresWakeUp(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void await() {
        try {
            listening().unwrap(PGConnection.class).getNotifications(AT_MOST_MILLIS);
        } catch (SQLException e) {
            close();
            throw new DataAccessResourceFailureException("lost the connection that listens for facts", e);
        }
    }

    private Connection listening() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = dataSource.getConnection();
            open.setAutoCommit(true);
            try (var statement = open.createStatement()) {
                statement.execute("listen " + DueNotice.CHANNEL);
            }
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try (open;
                    var statement = open.createStatement()) {
                statement.execute("unlisten *");
            } catch (SQLException e) {
                // it is broken, and given back to the pool as such
            }
        }
    }
}
