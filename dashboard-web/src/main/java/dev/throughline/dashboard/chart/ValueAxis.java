package dev.throughline.dashboard.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** Values from the bottom up. Positions are percent of the height, from the top, as in SVG. */
public final class ValueAxis {

    private static final double TOP = 8;
    private static final double BOTTOM = 96;
    private static final double[] DURATIONS = {
        1, 10, 60, 600, 3_600, 6 * 3_600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400, 3_650.0 * 86_400
    };

    private final double low;
    private final double high;
    private final boolean isLogarithmic;
    private final List<Tick> ticks;

    /** A value with its label. */
    public record Tick(double y, String label) {}

    private ValueAxis(
            double low, double high, boolean isLogarithmic, List<Double> values, DoubleFunction<String> label) {
        this.low = low;
        this.high = high;
        this.isLogarithmic = isLogarithmic;
        this.ticks = values.stream()
                .map(value -> new Tick(y(value), label.apply(value)))
                .toList();
    }

    /** From 0 up to a round value that is at least the greatest. */
    public static ValueAxis linear(double greatest, DoubleFunction<String> label) {
        double high = round(greatest);
        return new ValueAxis(0, high, false, List.of(0.0, high / 2, high), label);
    }

    /** Shares from 0 up to a round one that is at least the greatest, at most 100 %. */
    public static ValueAxis share(double greatest, DoubleFunction<String> label) {
        double high = greatest > 0.5 ? Math.max(1, round(greatest)) : round(Math.max(greatest, 0.04));
        return new ValueAxis(0, high, false, List.of(0.0, high / 2, high), label);
    }

    /** Seconds on a logarithmic scale between durations that people know. */
    public static ValueAxis duration(double least, double greatest, DoubleFunction<String> label) {
        double low = Arrays.stream(DURATIONS)
                .filter(each -> each <= Math.max(1, least))
                .max()
                .orElse(1);
        double high = Arrays.stream(DURATIONS)
                .filter(each -> each >= greatest && each > low)
                .min()
                .orElse(Math.max(greatest, low * 10));
        List<Double> between = new ArrayList<>();
        Arrays.stream(DURATIONS).filter(each -> each >= low && each <= high).forEach(between::add);
        int every = (between.size() + 3) / 4;
        List<Double> shown = new ArrayList<>();
        for (int i = 0; i < between.size(); i += every) {
            shown.add(between.get(i));
        }
        return new ValueAxis(low, high, true, shown, label);
    }

    /** Values to write beside it. */
    public List<Tick> ticks() {
        return ticks;
    }

    /** The position of a value; outside values are at the edge. */
    public double y(double value) {
        double share = isLogarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return BOTTOM - (BOTTOM - TOP) * Math.clamp(share, 0, 1);
    }

    /** Where values begin. */
    public double floor() {
        return BOTTOM;
    }

    /** The next of 1, 2, 4, 5, 10, 20 … */
    private static double round(double value) {
        if (value <= 0) {
            return 1;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        for (double factor : new double[] {1, 2, 4, 5, 10}) {
            if (value <= factor * unit * (1 + 1e-9)) {
                return factor * unit;
            }
        }
        return 10 * unit;
    }
}
