package dev.throughline.server.release;

import dev.throughline.dashboard.wording.Visible;

/** Text from strangers in Markdown that a forge renders. */
final class ForgeText {

    private static final int LONGEST = 120;

    /** Nobody is told, nothing is referred to and no address is linked where this follows: no sign of it is seen. */
    private static final String NOTHING_WIDE = "&#8203;";

    private static final String REFERRING = "@#!$%&~^:";

    /** Mean nothing within a line. */
    private static final String PLAIN = " /,'.-?()";

    private ForgeText() {}

    /**
     * As it reads, within a line: every sign that Markdown or HTML gives a meaning to there is written by its number, and nothing
     * mentions a person or another change.
     */
    static String of(String text) {
        String line = Visible.only(text).replaceAll("\\s+", " ").strip();
        StringBuilder written = new StringBuilder();
        line.codePoints().limit(LONGEST).forEach(sign -> {
            if (sign < 128 && !Character.isLetterOrDigit(sign) && PLAIN.indexOf(sign) < 0) {
                written.append("&#").append(sign).append(';');
                if (REFERRING.indexOf(sign) >= 0) {
                    written.append(NOTHING_WIDE);
                }
            } else {
                written.appendCodePoint(sign);
            }
        });
        return (line.codePoints().count() > LONGEST ? written.append('…') : written)
                .toString()
                // forges link it without a scheme
                .replaceAll("(?i)www(?=\\.)", "$0" + NOTHING_WIDE);
    }

    /**
     * A link, or the text alone where the address is none of the web.
     *
     * @param text of ours, or written by {@link #of}
     */
    static String link(String text, String url) {
        return url.matches("https?://[A-Za-z0-9._~:/?#@!$&*+,;=%\\[\\]-]+") ? "[%s](<%s>)".formatted(text, url) : text;
    }

    /** A hash, as code. */
    static String code(String text) {
        return "`" + text.replaceAll("[^A-Za-z0-9._/-]", "") + "`";
    }
}
