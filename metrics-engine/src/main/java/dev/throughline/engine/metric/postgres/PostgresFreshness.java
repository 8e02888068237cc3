package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Freshness;
import dev.throughline.engine.sample.postgres.DerivedNotice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on one connection while anybody asks, and lets go of it when nobody has asked for {@link #IDLE}. */
final class PostgresFreshness implements Freshness, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresFreshness.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int AT_MOST_MILLIS = 500;

    private final DataSource dataSource;
    /** Tells the marks of one process from those of another, and of this one from those before a restart. */
    private final String process = UUID.randomUUID().toString().substring(0, 8);

    private final AtomicLong derived = new AtomicLong();
    private volatile long askedAt = System.nanoTime();
    private volatile boolean isClosed;
    private @Nullable Thread listener;

    PostgresFreshness(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public String mark() {
        askedAt = System.nanoTime();
        listen();
        return process + "-" + derived.get();
    }

    private synchronized void listen() {
        if (listener == null && !isClosed) {
            listener = Thread.ofPlatform().daemon().name("numbers-watch").start(this::run);
        }
    }

    private void run() {
        while (isAsked()) {
            try (Connection connection = dataSource.getConnection()) {
                hear(connection);
            } catch (SQLException e) {
                log.debug("New numbers are not heard of at the moment: {}", e.toString());
                if (!isRested()) {
                    return;
                }
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + DerivedNotice.CHANNEL);
        }
        // whatever happened while nobody listened
        derived.incrementAndGet();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (isAsked()) {
            if (postgres.getNotifications(AT_MOST_MILLIS).length > 0) {
                derived.incrementAndGet();
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("unlisten *");
        }
    }

    /** Whether to go on; once not, the next to ask starts anew. */
    private synchronized boolean isAsked() {
        boolean isAsked = !isClosed && System.nanoTime() - askedAt < IDLE.toNanos();
        if (!isAsked) {
            listener = null;
        }
        return isAsked;
    }

    private boolean isRested() {
        try {
            Thread.sleep(2L * AT_MOST_MILLIS);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /** Returns when the connection is given back. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            isClosed = true;
            running = listener;
        }
        if (running != null) {
            try {
                running.join(Duration.ofMillis(4L * AT_MOST_MILLIS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
