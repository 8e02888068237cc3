package dev.throughline.collector.proof;

import java.time.Clock;
import java.time.Duration;

/** Whether a signed time is recent, so that an intercepted delivery cannot be replayed later. */
public final class Recency {

    /** How far apart the clocks of the two sides may be, and how long a delivery may be in transit. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Recency() {}

    /** @param timestamp seconds since 1970; anything else is not recent */
    public static boolean isRecent(String timestamp, Clock clock) {
        try {
            long distance = Math.abs(Math.subtractExact(clock.instant().getEpochSecond(), Long.parseLong(timestamp)));
            return distance <= TOLERANCE.toSeconds();
        } catch (ArithmeticException | NumberFormatException _) {
            return false;
        }
    }
}
