package dev.throughline.dashboard.weekly;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** When a report is sent: once a week, and up to a day later if no server was running. */
record Schedule(DayOfWeek day, int hour, ZoneId zone) {

    /** A later report is no longer news. */
    private static final Duration LATEST = Duration.ofHours(24);

    /** The week to report now; empty while there is nothing to send. */
    Optional<Week> due(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        ZonedDateTime last = at(here.with(TemporalAdjusters.previousOrSame(day)));
        ZonedDateTime begun = last.toInstant().isAfter(now) ? at(here.with(TemporalAdjusters.previous(day))) : last;
        return now.isBefore(begun.toInstant().plus(LATEST))
                ? Optional.of(Week.lastBefore(begun.toInstant(), zone))
                : Optional.empty();
    }

    /** An hour that the clocks skip becomes the next one. */
    private ZonedDateTime at(ZonedDateTime when) {
        return ZonedDateTime.of(when.toLocalDate(), LocalTime.of(hour, 0), zone);
    }
}
