package dev.throughline.collector.cloudevents;

import dev.throughline.collector.payload.PayloadJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The value of an attribute in a header: quoted or not, and percent-encoded where it is not plain ASCII. */
final class HeaderValue {

    private HeaderValue() {}

    static String read(String header) {
        return PayloadJson.storable(decoded(unquoted(header.strip())));
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }

    /** By hand: a plus sign stays a plus sign here, and a percent sign that begins no escape stands for itself. */
    private static String decoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        var decoded = new ByteArrayOutputStream(value.length());
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
            decoded.write(low >= 0 ? high << 4 | low : bytes[i]);
            i += low >= 0 ? 2 : 0;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
