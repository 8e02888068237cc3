package dev.throughline.dashboard.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One chart, drawn from left to right along a {@link TimeAxis}. Lines and areas are paths on a sheet of 1,000 by 100; columns and marks are
 * at percents of width and height.
 *
 * @param ticks of its values
 * @param bands areas, as paths: intervals of true values
 * @param lines as paths
 * @param columns bars, and stretches that lead somewhere
 * @param marks points
 * @param rules lines from top to bottom
 */
public record Plot(
        List<ValueAxis.Tick> ticks,
        List<String> bands,
        List<String> lines,
        List<Column> columns,
        List<Mark> marks,
        List<Rule> rules) {

    /**
     * A bar, or a stretch that can be clicked.
     *
     * @param kind its class on the page, e.g. {@code bar}
     * @param href where it leads; null for nowhere
     * @param title what it says when it is pointed at
     */
    public record Column(
            double x,
            double y,
            double width,
            double height,
            String kind,
            @Nullable String href,
            String title) {}

    /**
     * A point.
     *
     * @param shape its sign: {@code dot}, {@code ring}, {@code diamond}, {@code tick} …
     * @param href where it leads; null for nowhere
     * @param title what it says when it is pointed at
     */
    public record Mark(
            double x, double y, String shape, @Nullable String href, String title) {}

    /**
     * A line from top to bottom that marks a value.
     *
     * @param label names it, and is its class on the page
     * @param isLabelledLeft whether its name stands before it rather than behind
     */
    public record Rule(double x, String label, boolean isLabelledLeft) {}

    /** Draws a plot piece by piece. */
    public static final class Drawing {

        private final List<ValueAxis.Tick> ticks;
        private final List<String> bands = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();
        private final List<Column> columns = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();

        /** @param ticks of its values; none where height means nothing */
        public Drawing(List<ValueAxis.Tick> ticks) {
            this.ticks = List.copyOf(ticks);
        }

        public Drawing add(Column column) {
            columns.add(column);
            return this;
        }

        public Drawing add(Mark mark) {
            marks.add(mark);
            return this;
        }

        public Drawing add(Rule rule) {
            rules.add(rule);
            return this;
        }

        /** A line through these points; nothing for fewer than two. */
        public Drawing line(List<Point> points) {
            if (points.size() > 1) {
                lines.add(path(points));
            }
            return this;
        }

        /** An area between two lines over the same places. */
        public Drawing band(List<Point> upper, List<Point> lower) {
            if (upper.size() > 1) {
                bands.add(path(upper) + path(lower.reversed()).replaceFirst("M", "L") + "Z");
            }
            return this;
        }

        public Plot done() {
            return new Plot(
                    ticks,
                    List.copyOf(bands),
                    List.copyOf(lines),
                    List.copyOf(columns),
                    List.copyOf(marks),
                    List.copyOf(rules));
        }

        private static String path(List<Point> points) {
            StringBuilder path = new StringBuilder();
            for (Point point : points) {
                path.append(
                        String.format(Locale.ROOT, "%s%.1f %.2f", path.isEmpty() ? "M" : "L", point.x * 10, point.y));
            }
            return path.toString();
        }
    }

    /** A place, in percent of width and height. */
    public record Point(double x, double y) {}
}
