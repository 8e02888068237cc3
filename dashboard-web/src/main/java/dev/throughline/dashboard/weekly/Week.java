package dev.throughline.dashboard.weekly;

import dev.throughline.engine.metric.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** A complete week from Monday to Sunday, and the 90 days that end with it. */
record Week(LocalDate monday, ZoneId zone) {

    Week {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException(monday + " is no Monday");
        }
    }

    /** The one that this day belongs to. */
    static Week of(LocalDate day, ZoneId zone) {
        return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
    }

    /** The last one that is complete. */
    static Week lastBefore(Instant instant, ZoneId zone) {
        return of(LocalDate.ofInstant(instant, zone).minusWeeks(1), zone);
    }

    /** Its number and year, as ISO 8601 counts: {@code week 48 of 2026}. */
    String name() {
        return "week %d of %d"
                .formatted(monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_BASED_YEAR));
    }

    LocalDate sunday() {
        return monday.plusDays(6);
    }

    LocalDate end() {
        return monday.plusWeeks(1);
    }

    /** First of its 90 days. */
    LocalDate firstOfDays() {
        return end().minusDays(Window.USUAL_DAYS_OF_PAGES);
    }

    Window window() {
        return days(monday);
    }

    Window ninetyDays() {
        return days(firstOfDays());
    }

    private Window days(LocalDate first) {
        return new Window(
                first.atStartOfDay(zone).toInstant(), end().atStartOfDay(zone).toInstant(), zone);
    }
}
