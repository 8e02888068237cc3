package dev.throughline.engine.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** A half-open period, {@code [from, until)}, and the zone in which its days begin. */
public record Window(Instant from, Instant until, ZoneId zone) {

    /** How many complete days a query without a window looks back. */
    public static final int USUAL_DAYS = 30;

    /** The same for pages and badges, which are read less often. */
    public static final int USUAL_DAYS_OF_PAGES = 90;

    public Window {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("until " + until + " is not after from " + from);
        }
    }

    /** This many complete days and today up to now, so that it includes what has just happened. */
    public static Window trailing(int days, Instant now, ZoneId zone) {
        return trailing(Period.ofDays(days), now, zone);
    }

    /** The same for a period that may be in months. */
    public static Window trailing(Period period, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return new Window(today.minus(period).atStartOfDay(zone).toInstant(), now, zone);
    }

    /** This many days up to a chosen end, which need not be midnight. */
    public static Window upTo(Instant until, int days, ZoneId zone) {
        return new Window(until.atZone(zone).minusDays(days).toInstant(), until, zone);
    }

    /**
     * The previous one: of equal length by the clocks of the zone, so that whole days precede whole days, ending where this one begins.
     */
    public Window previous() {
        ZonedDateTime begin = from.atZone(zone);
        ZonedDateTime end = until.atZone(zone);
        Instant before = begin.minusDays(ChronoUnit.DAYS.between(begin.toLocalDate(), end.toLocalDate()))
                .minus(Duration.between(begin.toLocalTime(), end.toLocalTime()))
                .toInstant();
        // clocks that are set back make a window that ends before it begins
        return new Window(before.isBefore(from) ? before : from.minus(Duration.between(from, until)), from, zone);
    }
}
