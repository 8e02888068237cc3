package dev.throughline.collector.history;

import dev.throughline.collector.history.ApiFailed.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a unit ours while it is read or waits, counts its requests, and ends it when nobody wants it any more. */
final class UnitPacing implements Pacing, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UnitPacing.class);

    /** For how long a unit stays ours after we were killed. */
    static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration STEP = Duration.ofMillis(500);

    private final BackfillBook book;
    private final Unit unit;
    private final ApiWitness witness;
    private final BooleanSupplier isRunning;
    private final Thread keeping;
    private volatile boolean isWanted = true;
    private int requests;

    UnitPacing(BackfillBook book, Unit unit, ApiWitness witness, BooleanSupplier isRunning) {
        this.book = book;
        this.unit = unit;
        this.witness = witness;
        this.isRunning = isRunning;
        this.keeping = Thread.ofVirtual().start(this::keep);
    }

    private void keep() {
        try {
            while (isWanted) {
                Thread.sleep(LEASE.dividedBy(3));
                extend();
            }
        } catch (InterruptedException e) {
            // it is over
        }
    }

    private void extend() {
        try {
            isWanted = book.extend(unit, LEASE);
        } catch (RuntimeException e) {
            // should it lapse, another process reads the same: twice the work, no harm
            log.debug("The lease of {} cannot be extended: {}", unit.name(), e.toString());
        }
    }

    @Override
    public void close() {
        keeping.interrupt();
        try {
            // else it might take the lease back that is given up next
            keeping.join(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void asks() throws ApiFailed {
        stay();
        requests++;
    }

    @Override
    public void hears(int status, Map<String, String> headers) {
        witness.heard(unit.source(), status, headers);
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
        if (Thread.currentThread().isInterrupted() || !isRunning.getAsBoolean() || !isWanted) {
            throw new ApiFailed(Reason.STOPPED, "stopped");
        }
    }
}
