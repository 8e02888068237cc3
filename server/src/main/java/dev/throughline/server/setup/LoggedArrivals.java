package dev.throughline.server.setup;

import dev.throughline.collector.delivery.DeliveryLog;
import dev.throughline.collector.delivery.InboxStatus;
import dev.throughline.dashboard.page.overview.Arrivals;

/** What has arrived, from the log of deliveries. */
final class LoggedArrivals implements Arrivals {

    private final DeliveryLog log;

    LoggedArrivals(DeliveryLog log) {
        this.log = log;
    }

    @Override
    public Arrived soFar() {
        InboxStatus status = log.status();
        InboxStatus.Counts counts = status.deliveries();
        return new Arrived(
                counts.received(),
                counts.malformed(),
                counts.failed(),
                counts.pending() == 0 && status.samplesBehindSeconds() == 0,
                log.list(null, null, null, 1).stream()
                        .map(LoggedDeliveries::arrival)
                        .findFirst()
                        .orElse(null));
    }
}
