package dev.throughline.dashboard.badge;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws a badge in the usual look of READMEs. It has no ids, which would have to be unique on a page with several badges; corners are drawn
 * instead of clipped.
 */
final class BadgeSvg {

    private static final int PADDING = 5;
    private static final int LARGE_PADDING = 12;
    private static final String LABEL_COLOR = "#444c56";

    private BadgeSvg() {}

    /**
     * One side of a badge.
     *
     * @param width with padding; 0 for a side without text
     */
    private record Side(String text, int textWidth, int width, int weight) {

        static Side of(String text, BadgeStyle style, boolean isBold) {
            if (text.isEmpty()) {
                return new Side("", 0, 0, 400);
            }
            String shown = style.isLarge() ? text.toUpperCase(Locale.ROOT) : text;
            int width = style.isLarge() ? TextWidth.ofLarge(shown, isBold) : TextWidth.of(shown);
            int padding = style.isLarge() ? LARGE_PADDING : PADDING;
            return new Side(shown, width, width + 2 * padding, style.isLarge() && isBold ? 700 : 400);
        }

        /** @param start its left edge */
        String draw(int start, int baseline) {
            return text.isEmpty()
                    ? ""
                    : "<text x=\"%d\" y=\"%d\" textLength=\"%d\"%s>%s</text>"
                            .formatted(
                                    start + (width - textWidth) / 2,
                                    baseline,
                                    textWidth,
                                    weight == 400 ? "" : " font-weight=\"" + weight + '"',
                                    escape(text));
        }
    }

    /** @param description what a screen reader and the tooltip say */
    static String draw(Badge badge, BadgeStyle style, String description) {
        Side left = Side.of(badge.label(), style, false);
        Side right = Side.of(badge.message(), style, true);
        int width = left.width() + right.width();
        int height = style.height();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" role="img" aria-label="%3$s">\
                <title>%3$s</title>\
                %4$s\
                <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="%5$d">%6$s%7$s</g></svg>
                """.formatted(
                        width,
                        height,
                        escape(description),
                        background(left.width(), width, style, badge.color()),
                        style.isLarge() ? TextWidth.LARGE_FONT_SIZE : TextWidth.FONT_SIZE,
                        left.draw(0, style.baseline()),
                        right.draw(left.width(), style.baseline()));
    }

    private static String background(int left, int width, BadgeStyle style, String color) {
        int height = style.height();
        int radius = style.radius();
        if (left == 0) {
            return "<rect width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\"/>".formatted(width, height, radius, color);
        }
        if (radius == 0) {
            return "<rect width=\"%1$d\" height=\"%2$d\" fill=\"%3$s\"/><rect x=\"%1$d\" width=\"%4$d\" height=\"%2$d\" fill=\"%5$s\"/>"
                    .formatted(left, height, LABEL_COLOR, width - left, color);
        }
        return "<path d=\"M%1$d 0H%2$da%2$d %2$d 0 0 0-%2$d %2$dv%3$da%2$d %2$d 0 0 0 %2$d %2$dH%1$dz\" fill=\"%4$s\"/>"
                        .formatted(left, radius, height - 2 * radius, LABEL_COLOR)
                + "<path d=\"M%1$d 0H%2$da%3$d %3$d 0 0 1 %3$d %3$dv%4$da%3$d %3$d 0 0 1-%3$d %3$dH%1$dz\" fill=\"%5$s\"/>"
                        .formatted(left, width - radius, radius, height - 2 * radius, color);
    }

    /** Text that XML 1.0 allows: forbidden characters become U+FFFD. */
    static String escape(String text) {
        return text.codePoints().mapToObj(BadgeSvg::escape).collect(Collectors.joining());
    }

    private static String escape(int sign) {
        return switch (sign) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> isAllowed(sign) ? Character.toString(sign) : "\uFFFD";
        };
    }

    private static boolean isAllowed(int sign) {
        return sign == '\t'
                || sign == '\n'
                || sign == '\r'
                || sign >= 0x20 && sign <= 0xD7FF
                || sign >= 0xE000 && sign <= 0xFFFD
                || sign >= 0x10000;
    }
}
