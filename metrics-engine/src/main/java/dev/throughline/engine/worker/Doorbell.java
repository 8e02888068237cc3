package dev.throughline.engine.worker;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a sleeping worker. Ringing it while nothing sleeps makes the next sleep end at once. */
public final class Doorbell {

    private final Semaphore rings = new Semaphore(0);
    private volatile boolean isAwaited;

    /** There may be something to do. */
    public void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Whether somebody sleeps until it rings. */
    public boolean isAwaited() {
        return isAwaited;
    }

    /** Sleeps until it rings, or for this long. */
    public void await(long millis) throws InterruptedException {
        isAwaited = true;
        try {
            if (rings.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                rings.drainPermits();
            }
        } finally {
            isAwaited = false;
        }
    }
}
