package dev.throughline.collector.history;

import dev.throughline.collector.history.ApiFailed.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Keeps a unit ours while it is read or waits, counts its requests, and ends it when nobody wants it any more. */
final class UnitPacing implements Pacing {

    /** For how long a unit stays ours after we were killed. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration STEP = Duration.ofMillis(500);

    private final BackfillBook book;
    private final Unit unit;
    private final BooleanSupplier isRunning;
    private int requests;
    private long extendAt = System.nanoTime() + LEASE.toNanos() / 3;

    UnitPacing(BackfillBook book, Unit unit, BooleanSupplier isRunning) {
        this.book = book;
        this.unit = unit;
        this.isRunning = isRunning;
    }

    @Override
    public void asks() throws ApiFailed {
        stay();
        requests++;
    }

    @Override
    public void waitsForLimit(Duration pause, Instant until) throws ApiFailed {
        book.limited(unit, until, takeRequests());
        waitFor(pause);
        book.resumed(unit);
    }

    @Override
    public void waitsToRetry(Duration pause) throws ApiFailed {
        waitFor(pause);
    }

    /** How many requests were made since it was last asked. */
    int takeRequests() {
        int made = requests;
        requests = 0;
        return made;
    }

    private void waitFor(Duration pause) throws ApiFailed {
        long end = System.nanoTime() + pause.toNanos();
        while (true) {
            stay();
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            try {
                Thread.sleep(Math.min(Duration.ofNanos(left).toMillis() + 1, STEP.toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stay() throws ApiFailed {
        boolean isDue = System.nanoTime() - extendAt >= 0;
        if (Thread.currentThread().isInterrupted() || !isRunning.getAsBoolean() || isDue && !book.extend(unit, LEASE)) {
            throw new ApiFailed(Reason.STOPPED, "stopped");
        }
        if (isDue) {
            extendAt = System.nanoTime() + LEASE.toNanos() / 3;
        }
    }
}
