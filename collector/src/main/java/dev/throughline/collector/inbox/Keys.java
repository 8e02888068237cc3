package dev.throughline.collector.inbox;

import dev.throughline.collector.payload.Sha256;
import java.nio.charset.StandardCharsets;

/** What a delivery is told apart by. */
final class Keys {

    private static final int LONGEST = 200;

    private Keys() {}

    /** The sender's id as the key: itself, or its hash when it is too long or too odd for an index and a log line. */
    static String of(String delivery) {
        boolean isPlain = delivery.length() <= LONGEST && delivery.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return isPlain ? delivery : sha256(delivery.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 in lower-case hex. */
    static String sha256(byte[] bytes) {
        return Sha256.hex(bytes);
    }
}
