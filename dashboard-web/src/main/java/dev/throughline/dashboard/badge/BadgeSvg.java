package dev.throughline.dashboard.badge;

import java.util.stream.Collectors;

/** Draws a badge in the flat style that READMEs are used to. White on its colours has a contrast of at least 4.5. */
final class BadgeSvg {

    private static final int PADDING = 5;
    private static final String NO_DATA = "#6e7781";

    private BadgeSvg() {}

    /** @param description what a screen reader and the tooltip say */
    static String draw(Badge badge, String description) {
        int label = TextWidth.of(badge.label());
        int message = TextWidth.of(badge.message());
        int left = label + 2 * PADDING;
        int right = message + 2 * PADDING;
        String color = badge.color().startsWith("#") ? badge.color() : NO_DATA;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s">\
                <title>%2$s</title>\
                <clipPath id="r"><rect width="%1$d" height="20" rx="3"/></clipPath>\
                <g clip-path="url(#r)"><rect width="%3$d" height="20" fill="#444c56"/>\
                <rect x="%3$d" width="%4$d" height="20" fill="%5$s"/></g>\
                <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">\
                <text x="%6$d" y="14" textLength="%7$d">%8$s</text>\
                <text x="%9$d" y="14" textLength="%10$d">%11$s</text></g></svg>
                """.formatted(
                        left + right,
                        escape(description),
                        left,
                        right,
                        color,
                        PADDING,
                        label,
                        escape(badge.label()),
                        left + PADDING,
                        message,
                        escape(badge.message()));
    }

    /** Text as XML 1.0 can hold it: signs that it forbids become U+FFFD. */
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
