package dev.throughline.engine.metric;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A half-open stretch of time, {@code [from, until)}, and the zone in which its days are cut. */
public record Window(Instant from, Instant until, ZoneId zone) {

    /** How many complete days a question looks back that names no window. */
    public static final int USUAL_DAYS = 30;

    /** The same for pages and badges, which are read less often. */
    public static final int USUAL_DAYS_OF_PAGES = 90;

    public Window {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("until " + until + " is not after from " + from);
        }
    }

    /** So many complete days and today up to now, so that what has just happened is in it. */
    public static Window trailing(int days, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return new Window(today.minusDays(days).atStartOfDay(zone).toInstant(), now, zone);
    }
}
