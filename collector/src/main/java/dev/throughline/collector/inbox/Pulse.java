package dev.throughline.collector.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whether the database answers. At most one check is under way, however many callers there are, and none waits long. */
public final class Pulse {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofMillis(500);

    private final DataSource dataSource;
    private @Nullable CompletableFuture<Boolean> answer;
    private long askedAt;

    public Pulse(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Whether it answered within the last half second, or does so within two seconds of a check. */
    public boolean isUp() {
        CompletableFuture<Boolean> current = ask();
        try {
            long waited = System.nanoTime() - askedAt();
            return current.get(Math.max(0, PATIENCE.toNanos() - waited), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized long askedAt() {
        return askedAt;
    }

    private synchronized CompletableFuture<Boolean> ask() {
        long now = System.nanoTime();
        CompletableFuture<Boolean> current = answer;
        if (current == null || (current.isDone() && now - askedAt > FRESH.toNanos())) {
            current = CompletableFuture.supplyAsync(this::answers, Thread::startVirtualThread);
            answer = current;
            askedAt = now;
        }
        return current;
    }

    private boolean answers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid((int) PATIENCE.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }
}
