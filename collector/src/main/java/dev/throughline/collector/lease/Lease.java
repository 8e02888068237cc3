package dev.throughline.collector.lease;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease on something, renewed until it is closed. */
public final class Lease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final String what;
    private final BooleanSupplier extending;
    private final Thread keeping;
    private volatile boolean isOurs = true;

    /**
     * @param what it is, for the log
     * @param length how long it stays ours after this process is killed
     * @param extending extends it by that, and returns whether it is still ours
     */
    public Lease(String what, Duration length, BooleanSupplier extending) {
        this.what = what;
        this.extending = extending;
        this.keeping = Thread.ofVirtual().start(() -> keep(length.dividedBy(3)));
    }

    private void keep(Duration pause) {
        try {
            while (isOurs) {
                Thread.sleep(pause);
                extend();
            }
        } catch (InterruptedException e) {
            // it is over
        }
    }

    private void extend() {
        try {
            isOurs = extending.getAsBoolean();
        } catch (RuntimeException e) {
            // if it lapses, another process does the same work: twice the work, no harm
            log.debug("The lease of {} cannot be extended: {}", what, e.toString());
        }
    }

    /** False once it is known that another process took it. */
    public boolean isOurs() {
        return isOurs;
    }

    /** Waits briefly for an extension that is under way, which might otherwise take the lease back. */
    @Override
    public void close() {
        keeping.interrupt();
        try {
            keeping.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
