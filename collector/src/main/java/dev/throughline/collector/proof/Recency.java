package dev.throughline.collector.proof;

import java.time.Clock;
import java.time.Duration;

/** Whether a signed time is of now, so that a delivery that somebody overheard is of no use to them later. */
public final class Recency {

    /** How far the clocks of the two sides may be apart, and how long a delivery may be on its way. */
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
