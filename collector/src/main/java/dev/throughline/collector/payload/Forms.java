package dev.throughline.collector.payload;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Forms in the body of a delivery, which may come from a stranger: only the one requested field is decoded. */
public final class Forms {

    private Forms() {}

    /**
     * The text of the first field of this name.
     *
     * @throws UnreadablePayload when there is none, or it is not URL-encoded
     */
    public static String field(byte[] form, String name) {
        String text = new String(form, StandardCharsets.UTF_8);
        String start = name + "=";
        int at = text.startsWith(start) ? 0 : text.indexOf("&" + start) + 1;
        if (at == 0 && !text.startsWith(start)) {
            throw UnreadablePayload.at(name, "is missing in the form");
        }
        int from = at + start.length();
        int end = text.indexOf('&', from);
        try {
            return URLDecoder.decode(text.substring(from, end < 0 ? text.length() : end), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw UnreadablePayload.at(name, "is not URL-encoded");
        }
    }
}
