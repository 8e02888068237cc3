package dev.throughline.dashboard.wording;

/**
 * Text from strangers without its invisible characters: control characters, direction overrides, and zero-width characters. They can make a
 * name look like another, or reverse the text next to it.
 */
public final class Visible {

    private static final int LAST_LATIN = 0x24F;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Visible() {}

    /** The same text if all of it is visible; a replacement character if nothing is. */
    public static String only(String text) {
        if (text.codePoints().noneMatch(Visible::isHidden)) {
            return text;
        }
        StringBuilder seen = new StringBuilder(text.length());
        int before = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int sign = text.codePointAt(i);
            if (!isHidden(sign) || isJoiner(sign) && before > LAST_LATIN) {
                seen.appendCodePoint(sign);
                before = sign;
            }
        }
        return seen.isEmpty() ? "\uFFFD" : seen.toString();
    }

    /** Joins several characters into one: Arabic and Indic words and some emoji need it, Latin text never does. */
    private static boolean isJoiner(int sign) {
        return sign == ZERO_WIDTH_NON_JOINER || sign == ZERO_WIDTH_JOINER;
    }

    private static boolean isHidden(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL -> sign != '\t' && sign != '\n' && sign != '\r';
            case Character.FORMAT -> !isArabicOrIndicMark(sign);
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> isBlank(sign);
        };
    }

    /** Format characters by type, but visible: signs for numbers, years and verses around what follows. */
    private static boolean isArabicOrIndicMark(int sign) {
        return sign >= 0x600 && sign <= 0x605
                || sign == 0x6DD
                || sign == 0x70F
                || sign == 0x890
                || sign == 0x891
                || sign == 0x8E2
                || sign == 0x110BD
                || sign == 0x110CD;
    }

    /** Letters, marks and symbols by type, but never drawn (Default_Ignorable_Code_Point, and the empty Braille cell). */
    private static boolean isBlank(int sign) {
        return switch (sign) {
            case 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0 -> true;
            default ->
                sign >= 0x180B && sign <= 0x180F
                        || sign >= 0xFFF0 && sign <= 0xFFF8
                        || sign >= 0xE0000 && sign <= 0xE0FFF;
        };
    }
}
