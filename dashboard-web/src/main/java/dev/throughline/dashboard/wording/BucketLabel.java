package dev.throughline.dashboard.wording;

import dev.throughline.engine.metric.Interval;
import java.time.LocalDate;
import java.time.temporal.IsoFields;

/** The calendar name of a bucket: 2026-03-10, 2026-W11, 2026-03, 2026-Q1. */
public final class BucketLabel {

    private BucketLabel() {}

    /** @param first the first day of the bucket */
    public static String of(LocalDate first, Interval interval) {
        return switch (interval) {
            case DAY -> first.toString();
            case WEEK ->
                "%d-W%02d"
                        .formatted(first.get(IsoFields.WEEK_BASED_YEAR), first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> first.toString().substring(0, 7);
            case QUARTER -> "%d-Q%d".formatted(first.getYear(), first.get(IsoFields.QUARTER_OF_YEAR));
        };
    }
}
