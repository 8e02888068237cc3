package dev.throughline.collector.payload;

import java.nio.charset.StandardCharsets;

/** Bodies as text. */
public final class Utf8 {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Utf8() {}

    /** These bytes decoded as UTF-8, without a byte order mark; invalid bytes become U+FFFD. */
    public static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }
}
