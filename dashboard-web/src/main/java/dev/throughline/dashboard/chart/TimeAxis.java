package dev.throughline.dashboard.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time that all charts of a page share, so that a week is in the same place in each. Positions are percent of the width, from the left.
 *
 * @param ticks days to write below, from the oldest on; none whose label would go beyond the end
 */
public record TimeAxis(Instant from, Instant until, ZoneId zone, List<Tick> ticks) {

    private static final int MOST_TICKS = 8;

    /** What a letter of a label takes of the width of a plot, in percent: on the narrowest screens, and on those with room for a table. */
    private static final double LETTER_OF_NARROW = 2.8;

    private static final double LETTER_OF_WIDE = 1.3;

    /** A day with its label to its right. */
    public record Tick(double x, String label) {

        /** Whether its label goes beyond the end of a narrow screen. */
        public boolean isLate() {
            return !hasRoom(LETTER_OF_NARROW);
        }

        private boolean hasRoom(double letter) {
            return x + label.length() * letter <= 100;
        }
    }

    /** A stretch between two labels, and how they are written. */
    private enum Step {
        DAY(1, ChronoUnit.DAYS, "d MMM"),
        WEEK(7, ChronoUnit.DAYS, "d MMM"),
        TWO_WEEKS(14, ChronoUnit.DAYS, "d MMM"),
        MONTH(1, ChronoUnit.MONTHS, "MMM"),
        QUARTER(3, ChronoUnit.MONTHS, "MMM uuuu"),
        HALF_YEAR(6, ChronoUnit.MONTHS, "MMM uuuu"),
        YEAR(1, ChronoUnit.YEARS, "uuuu"),
        FIVE_YEARS(5, ChronoUnit.YEARS, "uuuu"),
        TWENTY_YEARS(20, ChronoUnit.YEARS, "uuuu"),
        CENTURY(100, ChronoUnit.YEARS, "uuuu"),
        THOUSAND_YEARS(1_000, ChronoUnit.YEARS, "uuuu");

        private final int amount;
        private final ChronoUnit unit;
        private final DateTimeFormatter label;

        Step(int amount, ChronoUnit unit, String label) {
            this.amount = amount;
            this.unit = unit;
            this.label = DateTimeFormatter.ofPattern(label, Locale.ENGLISH);
        }

        Duration length() {
            return unit.getDuration().multipliedBy(amount);
        }

        /** The last day at or before this one that such a stretch begins with. */
        LocalDate floor(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK, TWO_WEEKS -> day.with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
                case HALF_YEAR -> day.withDayOfMonth(1).withMonth(day.getMonthValue() < 7 ? 1 : 7);
                case YEAR -> day.withDayOfYear(1);
                case FIVE_YEARS, TWENTY_YEARS, CENTURY, THOUSAND_YEARS ->
                    day.withDayOfYear(1).withYear(day.getYear() / amount * amount);
            };
        }

        /** January alone names the year: the other months then need none. */
        String label(LocalDate day) {
            return this == MONTH && day.getMonthValue() == 1 ? Integer.toString(day.getYear()) : label.format(day);
        }
    }

    /** @throws IllegalArgumentException when there is no time between them */
    public static TimeAxis of(Instant from, Instant until, ZoneId zone) {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException(until + " is not after " + from);
        }
        Duration length = Duration.between(from, until);
        Step step = Step.THOUSAND_YEARS;
        for (Step each : Step.values()) {
            if (length.dividedBy(each.length()) < MOST_TICKS) {
                step = each;
                break;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        LocalDate day = step.floor(LocalDate.ofInstant(from, zone));
        for (; day.atStartOfDay(zone).toInstant().isBefore(until); day = day.plus(step.amount, step.unit)) {
            Instant at = day.atStartOfDay(zone).toInstant();
            Tick tick = new Tick(x(at, from, until), step.label(day));
            if (!at.isBefore(from) && tick.hasRoom(LETTER_OF_WIDE)) {
                ticks.add(tick);
            }
        }
        return new TimeAxis(from, until, zone, List.copyOf(ticks));
    }

    /** The position of an instant; outside instants are at the edge. */
    public double x(Instant at) {
        return Math.clamp(x(at, from, until), 0, 100);
    }

    private static double x(Instant at, Instant from, Instant until) {
        return 100.0
                * Duration.between(from, at).toMillis()
                / Duration.between(from, until).toMillis();
    }
}
