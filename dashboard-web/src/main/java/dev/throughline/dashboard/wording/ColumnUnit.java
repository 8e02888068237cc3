package dev.throughline.dashboard.wording;

import dev.throughline.engine.metric.Metric;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one unit of a column of values, so that they can be compared without reading units.
 *
 * @param label heading of the column, e.g. {@code per week}
 * @param perUnit factor for a value in {@link Metric#unit()}
 */
public record ColumnUnit(String label, double perUnit) {

    private static final List<ColumnUnit> FREQUENCIES = List.of(
            new ColumnUnit("per day", 1),
            new ColumnUnit("per week", 7),
            new ColumnUnit("per month", Wording.DAYS_PER_MONTH),
            new ColumnUnit("per year", Wording.DAYS_PER_YEAR));
    private static final List<ColumnUnit> DURATIONS = List.of(
            new ColumnUnit("days", 1 / 86_400.0),
            new ColumnUnit("hours", 1 / 3_600.0),
            new ColumnUnit("minutes", 1 / 60.0),
            new ColumnUnit("seconds", 1));
    private static final ColumnUnit PERCENT = new ColumnUnit("%", 100);

    /** The largest unit in which at least half of the values that are not 0 are at least 1. */
    public static ColumnUnit of(Metric.Kind kind, Collection<Double> values) {
        List<ColumnUnit> units = switch (kind) {
            case FREQUENCY -> FREQUENCIES;
            case DURATIONS -> DURATIONS;
            case RATE -> List.of(PERCENT);
        };
        List<Double> sorted =
                values.stream().filter(value -> value > 0).sorted().toList();
        if (sorted.isEmpty()) {
            return units.get(1 % units.size());
        }
        double median = sorted.get(sorted.size() / 2);
        return units.stream()
                .filter(unit -> median * unit.perUnit >= 1)
                .findFirst()
                .orElse(units.getLast());
    }

    /** A value without its unit; {@link Wording#NOTHING} for null. */
    public String write(@Nullable Double value) {
        if (value == null) {
            return Wording.NOTHING;
        }
        double number = value * perUnit;
        if (number == 0) {
            return "0";
        }
        if (number < 0.005) {
            return "< 0.01";
        }
        return String.format(Locale.ROOT, number < 0.995 ? "%.2f" : number < 99.95 ? "%.1f" : "%,.0f", number);
    }
}
