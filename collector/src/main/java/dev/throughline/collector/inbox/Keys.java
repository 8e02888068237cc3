package dev.throughline.collector.inbox;

import dev.throughline.collector.payload.Sha256;
import java.nio.charset.StandardCharsets;

/** The identity of a delivery. */
final class Keys {

    private static final int LONGEST = 200;

    private Keys() {}

    /** The sender's id as the key: unchanged, or its hash if it is too long or too unusual for an index and a log line. */
    static String of(String delivery) {
        boolean isPlain = delivery.length() <= LONGEST && delivery.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return isPlain ? delivery : sha256(delivery.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 in lower-case hex. */
    static String sha256(byte[] bytes) {
        return Sha256.hex(bytes);
    }
}
