package dev.throughline.dashboard.page.overview;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A trend as small as a word, drawn on {@value #WIDTH} by {@value #HEIGHT}; from 0 up to its own greatest value. The same
 * numbers stand in the tables of the service's page.
 */
final class Sparkline {

    static final int WIDTH = 120;
    static final int HEIGHT = 24;
    private static final int MARGIN = 2;

    private Sparkline() {}

    /** A bar for each number; nothing for null and for 0. */
    static String bars(List<@Nullable Double> numbers) {
        double most = most(numbers);
        double step = (double) WIDTH / Math.max(1, numbers.size());
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < numbers.size(); i++) {
            Double number = numbers.get(i);
            if (number != null && number > 0) {
                double height = Math.max(1, (HEIGHT - MARGIN) * number / most);
                add(path, "M%.1f %dv%.1fh%.1fv%.1fz", i * step, HEIGHT, -height, Math.max(0.6, step - 1), height);
            }
        }
        return path.toString();
    }

    /** A line through neighbours, a dot for a number that has none; a gap for null. */
    static String line(List<@Nullable Double> numbers) {
        double most = most(numbers);
        double step = (double) WIDTH / Math.max(1, numbers.size());
        StringBuilder path = new StringBuilder();
        boolean isDrawing = false;
        for (int i = 0; i < numbers.size(); i++) {
            Double number = numbers.get(i);
            if (number == null) {
                isDrawing = false;
                continue;
            }
            double y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (most == 0 ? 0 : number / most);
            add(path, isDrawing ? "L%.1f %.1f" : "M%.1f %.1fh.01", (i + 0.5) * step, y);
            isDrawing = true;
        }
        return path.toString();
    }

    private static double most(List<@Nullable Double> numbers) {
        return numbers.stream()
                .mapToDouble(number -> number == null ? 0 : number)
                .max()
                .orElse(0);
    }

    private static void add(StringBuilder path, String format, Object... numbers) {
        path.append(String.format(Locale.ROOT, format, numbers));
    }
}
