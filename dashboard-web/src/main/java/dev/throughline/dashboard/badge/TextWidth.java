package dev.throughline.dashboard.badge;

/** How wide a text is in Verdana, the font of badges. */
final class TextWidth {

    /** Pixels. */
    static final int FONT_SIZE = 11;

    /** Pixels, of the letters of a large badge. */
    static final int LARGE_FONT_SIZE = 10;

    private static final double LARGE_SPACING = 1.25;

    /** Verdana's bold letters are about this much wider. */
    private static final double BOLD = 1.15;

    private static final int UNITS_PER_EM = 2_048;

    /** Advance widths of U+0020 to U+007E in units of the font. */
    private static final int[] ADVANCES = {
        720, 806, 940, 1676, 1302, 2204, 1488, 550, 930, 930, 1302, 1676, 745, 930, 745, 930, // space to /
        1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 930, 930, 1676, 1676, 1676, 1117, // 0 to ?
        2048, 1400, 1404, 1430, 1578, 1295, 1177, 1588, 1539, 862, 931, 1419, 1140, 1726, 1532, 1612, // @ to O
        1235, 1612, 1424, 1400, 1262, 1499, 1400, 2025, 1403, 1260, 1403, 930, 930, 930, 1676, 1302, // P to _
        1302, 1230, 1276, 1067, 1276, 1220, 720, 1276, 1296, 562, 705, 1212, 562, 1992, 1296, 1243, // ` to o
        1276, 1276, 874, 1067, 807, 1296, 1212, 1676, 1212, 1212, 1076, 1300, 930, 1300, 1676 // p to ~
    };

    private TextWidth() {}

    /** Width in whole pixels at 11 px; a character outside ASCII counts as wide as the widest letter. */
    static int of(String text) {
        int units = text.codePoints().map(TextWidth::advance).sum();
        return Math.ceilDiv(units * FONT_SIZE, UNITS_PER_EM);
    }

    /** The same for the wide-set letters of a large badge. */
    static int ofLarge(String text, boolean isBold) {
        double units = text.codePoints().map(TextWidth::advance).sum() * (isBold ? BOLD : 1);
        return (int) Math.ceil(
                units * LARGE_FONT_SIZE / UNITS_PER_EM + text.codePointCount(0, text.length()) * LARGE_SPACING);
    }

    private static int advance(int sign) {
        int index = sign - ' ';
        return index >= 0 && index < ADVANCES.length ? ADVANCES[index] : ADVANCES['W' - ' '];
    }
}
