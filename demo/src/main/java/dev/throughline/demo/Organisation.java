package dev.throughline.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Three teams with different delivery habits. They are simulated for every day since one fixed day, so that what happened on a day is the
 * same whenever the demo runs, and a later run only adds to it.
 */
final class Organisation {

    /** A Monday, long before any window that is shown, so that no window starts with it. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 6);

    private static final List<Function<Consumer<Delivery>, Team>> TEAMS =
            List.of(CheckoutTeam::new, CatalogTeam::new, LedgerTeam::new);

    private Organisation() {}

    /** What happened from one instant up to another, in order of time. */
    static List<Delivery> deliveries(Instant from, Instant until) {
        List<Delivery> deliveries = new ArrayList<>();
        for (Function<Consumer<Delivery>, Team> team : TEAMS) {
            Consumer<Delivery> outbox = delivery -> {
                if (!delivery.at().isBefore(from) && delivery.at().isBefore(until)) {
                    deliveries.add(delivery);
                }
            };
            team.apply(outbox).live(FIRST_DAY, until);
        }
        deliveries.sort(Comparator.comparing(Delivery::at));
        return deliveries;
    }
}
