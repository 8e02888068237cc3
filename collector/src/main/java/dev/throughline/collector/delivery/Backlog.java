package dev.throughline.collector.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What arrived and is not yet in the numbers, as gauges. They are NaN while the database is away. */
public final class Backlog {

    private final Supplier<InboxStatus> status;
    private volatile @Nullable InboxStatus last;

    /** @param status asks the database */
    public Backlog(Supplier<InboxStatus> status, MeterRegistry registry) {
        this.status = status;
        Gauge.builder("throughline.deliveries.pending", this, Backlog::pending)
                .description("Deliveries that wait to be read, or to be tried again.")
                .register(registry);
        Gauge.builder("throughline.deliveries.failed", this, Backlog::failed)
                .description("Deliveries that were given up on after every attempt, until they are replayed.")
                .register(registry);
        Gauge.builder("throughline.samples.behind", this, Backlog::behind)
                .baseUnit("seconds")
                .description("Age of the oldest fact that is not in the numbers yet; 0 when there is none.")
                .register(registry);
    }

    /** Asks once. */
    public void look() {
        InboxStatus found = null;
        try {
            found = status.get();
        } finally {
            last = found;
        }
    }

    private double pending() {
        InboxStatus known = last;
        return known == null ? Double.NaN : known.deliveries().pending();
    }

    private double failed() {
        InboxStatus known = last;
        return known == null ? Double.NaN : known.deliveries().failed();
    }

    private double behind() {
        InboxStatus known = last;
        return known == null ? Double.NaN : known.samplesBehindSeconds();
    }
}
