package dev.throughline.collector.inbox;

import dev.throughline.collector.backfill.HistoryDepot;
import dev.throughline.collector.backfill.Item;
import dev.throughline.collector.source.Headers;
import dev.throughline.engine.worker.Doorbell;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Stores data from APIs in the inbox. While the database is away nothing is stored: it can be requested again. */
final class InboxHistoryDepot implements HistoryDepot {

    private final Deliveries deliveries;
    private final Doorbell doorbell;
    private final CollectorMeters meters;
    private final Clock clock;

    InboxHistoryDepot(Deliveries deliveries, Doorbell doorbell, CollectorMeters meters, Clock clock) {
        this.deliveries = deliveries;
        this.doorbell = doorbell;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void keep(String source, List<Item.Told> told) {
        Instant now = clock.instant();
        List<Boolean> areNew = deliveries.insert(told.stream()
                .map(one -> new NewDelivery(
                        source,
                        Keys.of(one.key()),
                        one.event(),
                        "application/json",
                        Headers.NONE,
                        now,
                        one.body().length,
                        Deflated.of(one.body())))
                .toList());
        areNew.forEach(isNew -> meters.count(source, isNew ? "accepted" : "duplicate"));
        if (areNew.contains(true)) {
            deliveries.announce();
            doorbell.ring();
        }
    }
}
