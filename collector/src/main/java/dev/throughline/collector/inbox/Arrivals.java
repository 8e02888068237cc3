package dev.throughline.collector.inbox;

import dev.throughline.engine.worker.Doorbell;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells workers that deliveries have arrived: the worker of this process directly, those of others through the database, and only while
 * this process is too busy to handle them itself. Announcements serialise commits, so they are rare.
 */
final class Arrivals implements IntConsumer {

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Deliveries deliveries;
    private final Doorbell doorbell;
    private final Influx influx;
    private long announcedAt = System.nanoTime() - PAUSE_NANOS;

    Arrivals(Deliveries deliveries, Doorbell doorbell, Influx influx) {
        this.influx = influx;
        this.deliveries = deliveries;
        this.doorbell = doorbell;
    }

    @Override
    public void accept(int arrived) {
        influx.add(arrived);
        boolean isOurWorkerFree = doorbell.isAwaited();
        doorbell.ring();
        if (isOurWorkerFree || System.nanoTime() - announcedAt < PAUSE_NANOS) {
            return;
        }
        announcedAt = System.nanoTime();
        try {
            deliveries.announce();
        } catch (RuntimeException e) {
            log.debug("Workers elsewhere are not told, they look every second: {}", e.toString());
        }
    }
}
