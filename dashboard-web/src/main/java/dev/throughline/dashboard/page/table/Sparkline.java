package dev.throughline.dashboard.page.table;

import dev.throughline.engine.metric.Measurement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A trend as small as a word, drawn on {@value #WIDTH} by {@value #HEIGHT}, from 0 up to its own greatest value: paths, each of which may
 * be empty. The same numbers are in the tables of the service's page.
 *
 * @param bars of counts
 * @param hollow bars that may still change
 * @param line through neighbours with enough cases
 * @param dots single values
 * @param rings values that may still change
 */
public record Sparkline(String bars, String hollow, String line, String dots, String rings) {

    static final int WIDTH = 120;
    static final int HEIGHT = 24;
    private static final int MARGIN = 3;

    /**
     * A bucket.
     *
     * @param value null for no data, which is a gap
     * @param n its number of cases
     */
    record Point(@Nullable Double value, long n, boolean isProvisional) {}

    public boolean isEmpty() {
        return bars.isEmpty() && hollow.isEmpty() && line.isEmpty() && dots.isEmpty() && rings.isEmpty();
    }

    /** A bar for each count; nothing for null and for 0. */
    static Sparkline bars(List<Point> points) {
        double most = most(points);
        double step = (double) WIDTH / Math.max(1, points.size());
        StringBuilder bars = new StringBuilder();
        StringBuilder hollow = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.value() != null && point.value() > 0) {
                double height = Math.max(1, (HEIGHT - 1) * point.value() / most);
                add(
                        point.isProvisional() ? hollow : bars,
                        "M%.1f %dv%.1fh%.1fv%.1fz",
                        i * step,
                        HEIGHT,
                        -height,
                        Math.max(0.6, step - 1),
                        height);
            }
        }
        return new Sparkline(bars.toString(), hollow.toString(), "", "", "");
    }

    static Sparkline points(List<Point> points) {
        double most = most(points);
        double step = (double) WIDTH / Math.max(1, points.size());
        StringBuilder line = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        StringBuilder rings = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.value() == null) {
                continue;
            }
            double x = (i + 0.5) * step;
            double y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (most == 0 ? 0 : point.value() / most);
            boolean isAfter = isEnough(points, i) && isEnough(points, i - 1);
            boolean isBefore = isEnough(points, i) && isEnough(points, i + 1);
            if (isAfter || isBefore) {
                add(line, isAfter ? "L%.1f %.1f" : "M%.1f %.1f", x, y);
            }
            if (point.isProvisional()) {
                add(rings, "M%.1f %.1fh.01", x, y);
            } else if (!isAfter && !isBefore) {
                add(dots, "M%.1f %.1fh.01", x, y);
            }
        }
        return new Sparkline("", "", line.toString(), dots.toString(), rings.toString());
    }

    private static boolean isEnough(List<Point> points, int place) {
        return place >= 0
                && place < points.size()
                && points.get(place).value() != null
                && points.get(place).n() >= Measurement.ENOUGH;
    }

    private static double most(List<Point> points) {
        return points.stream()
                .mapToDouble(point -> point.value() == null ? 0 : point.value())
                .max()
                .orElse(0);
    }

    private static void add(StringBuilder path, String format, Object... numbers) {
        path.append(String.format(Locale.ROOT, format, numbers));
    }
}
