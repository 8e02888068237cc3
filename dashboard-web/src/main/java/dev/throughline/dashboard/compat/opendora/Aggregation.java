package dev.throughline.dashboard.compat.opendora;

import dev.throughline.engine.metric.Interval;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How points are cut, in UTC. */
enum Aggregation {
    WEEKLY(Interval.WEEK) {
        @Override
        String key(LocalDate day) {
            return "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        }
    },
    MONTHLY(Interval.MONTH) {
        @Override
        String key(LocalDate day) {
            return "%d-%02d".formatted(day.getYear(), day.getMonthValue());
        }
    },
    QUARTERLY(Interval.QUARTER) {
        @Override
        String key(LocalDate day) {
            return "%d-Q%d".formatted(day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR));
        }
    };

    private final Interval interval;

    Aggregation(Interval interval) {
        this.interval = interval;
    }

    Interval interval() {
        return interval;
    }

    /** What stands below the point of the bucket that begins on this day. */
    abstract String key(LocalDate day);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Aggregation> named(String word) {
        return Arrays.stream(values())
                .filter(aggregation -> aggregation.word().equals(word))
                .findAny();
    }
}
