package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.lease.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Keeps our lease on a unit while it is read or waits, counts its requests, and stops when it is no longer wanted. */
final class UnitPacing implements Pacing, AutoCloseable {

    /** How long a unit stays ours after this process is killed. */
    static final Duration LEASE = Duration.ofSeconds(6);

    private final UnitBook book;
    private final Unit unit;
    private final ApiWitness witness;
    private final BooleanSupplier isRunning;
    private final Lease lease;
    private int requests;
    private int made;

    UnitPacing(UnitBook book, Unit unit, ApiWitness witness, BooleanSupplier isRunning) {
        this.book = book;
        this.unit = unit;
        this.witness = witness;
        this.isRunning = isRunning;
        this.lease = new Lease(unit.name(), LEASE, () -> book.extend(unit, LEASE));
    }

    @Override
    public void close() {
        lease.close();
    }

    @Override
    public void asks() throws ApiFailed {
        stays();
        requests++;
        made++;
    }

    @Override
    public void hears(int status, Map<String, String> headers) {
        witness.heard(unit.source(), status, headers);
    }

    @Override
    public void waitsForLimit(Duration pause, Instant until) throws ApiFailed {
        book.limited(unit, until, takeRequests());
        waits(pause);
        book.resumed(unit);
    }

    /** How many requests were made in total. */
    int made() {
        return made;
    }

    /** How many requests were made since the last call. */
    int takeRequests() {
        int taken = requests;
        requests = 0;
        return taken;
    }

    @Override
    public void stays() throws ApiFailed {
        if (Thread.currentThread().isInterrupted() || !isRunning.getAsBoolean() || !lease.isOurs()) {
            throw new ApiFailed(Reason.STOPPED, "stopped");
        }
    }
}
