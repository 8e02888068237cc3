package dev.throughline.engine.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

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
        return trailing(Period.ofDays(days), now, zone);
    }

    /** The same for a period that may be of months. */
    public static Window trailing(Period period, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return new Window(today.minus(period).atStartOfDay(zone).toInstant(), now, zone);
    }

    /** So many days up to an end that somebody chose, which need not be a midnight. */
    public static Window upTo(Instant until, int days, ZoneId zone) {
        return new Window(until.atZone(zone).minusDays(days).toInstant(), until, zone);
    }

    /**
     * The one before it: as long by the clocks of the zone, so that whole days come before whole days, and up to where this one
     * begins.
     */
    public Window previous() {
        ZonedDateTime begin = from.atZone(zone);
        ZonedDateTime end = until.atZone(zone);
        Instant before = begin.minusDays(ChronoUnit.DAYS.between(begin.toLocalDate(), end.toLocalDate()))
                .minus(Duration.between(begin.toLocalTime(), end.toLocalTime()))
                .toInstant();
        // clocks that are put back make a window that is over before it began
        return new Window(before.isBefore(from) ? before : from.minus(Duration.between(from, until)), from, zone);
    }
}
