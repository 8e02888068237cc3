package dev.throughline.engine.metric;

import java.time.Instant;
import java.time.ZoneId;

/** A half-open stretch of time, {@code [from, until)}, and the zone in which its days are cut. */
public record Window(Instant from, Instant until, ZoneId zone) {

    public Window {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("until " + until + " is not after from " + from);
        }
    }
}
