package dev.throughline.dashboard.delivery;

import org.jspecify.annotations.Nullable;

/** The outcome of a delivery, in words. */
public final class DeliveryWords {

    private DeliveryWords() {}

    /** E.g. {@code → deployment of 3f2c9b1 to production succeeded}. */
    public static String became(Arrival arrival) {
        return switch (arrival.status()) {
            case PENDING ->
                arrival.attempts() == 0
                        ? "waits to be read"
                        : "tried %s, and again soon: %s".formatted(times(arrival.attempts()), said(arrival.error()));
            case PROCESSED -> "→ " + recorded(arrival);
            case IGNORED -> "ignored: " + said(arrival.reason());
            case MALFORMED ->
                "malformed: "
                        + (arrival.field() == null || arrival.field().isEmpty() ? "" : arrival.field() + " ")
                        + said(arrival.reason());
            case FAILED -> "failed %s: %s".formatted(times(arrival.attempts()), said(arrival.error()));
        };
    }

    private static String recorded(Arrival arrival) {
        if (arrival.outcome() != null) {
            return arrival.outcome();
        }
        Integer facts = arrival.facts();
        return facts == null || facts == 0
                ? "nothing to record"
                : facts == 1 ? "1 fact recorded" : facts + " facts recorded";
    }

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts == 2 ? "twice" : attempts + " times";
    }

    private static String said(@Nullable String reason) {
        return reason == null || reason.isEmpty() ? "no reason is known" : reason;
    }
}
