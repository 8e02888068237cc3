package dev.throughline.collector.proof;

import dev.throughline.collector.proof.Hmac.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signatures as defined by standardwebhooks.com: {@code v1,} followed by the HMAC-SHA256 of {@code id.timestamp.body} in base 64, several
 * separated by spaces. A key is {@code whsec_} and the base 64 of its bytes; any other secret is itself the key.
 */
public final class StandardWebhooks {

    public static final String KEY_PREFIX = "whsec_";

    private static final String VERSION = "v1,";
    private static final int MOST_SIGNATURES = 20;

    private final Hmac hmac;
    private final Clock clock;

    public StandardWebhooks(List<Secret> secrets, Clock clock) {
        this.hmac = Hmac.ofKeys(
                Algorithm.SHA256, secrets.stream().map(StandardWebhooks::key).toList());
        this.clock = clock;
    }

    /** Whether a secret is such a key: it has this prefix, and the rest is the base 64 of at least one byte. */
    public static boolean isKey(Secret secret) {
        return secret.value().startsWith(KEY_PREFIX)
                && Hmac.base64(secret.value().substring(KEY_PREFIX.length()))
                        .filter(key -> key.length > 0)
                        .isPresent();
    }

    private static byte[] key(Secret secret) {
        return isKey(secret)
                ? Base64.getDecoder().decode(secret.value().substring(KEY_PREFIX.length()))
                : secret.bytes();
    }

    /**
     * Whether one of the signatures is valid, and recent by this machine's clock.
     *
     * @param id header {@code webhook-id}
     * @param timestamp header {@code webhook-timestamp}: seconds since 1970
     * @param signatures header {@code webhook-signature}
     */
    public boolean signs(@Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body) {
        if (id == null || timestamp == null || signatures == null || !Recency.isRecent(timestamp, clock)) {
            return false;
        }
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        boolean signs = false;
        for (String signature : signatures.split(" ", MOST_SIGNATURES)) {
            if (signature.startsWith(VERSION)) {
                String text = signature.substring(VERSION.length());
                byte[] given = Hmac.base64(text).orElse(new byte[0]);
                // the platform's decoder accepts one that is cut off before its padding
                signs |= hmac.signs(given, head, body) && text.length() % 4 == 0;
            }
        }
        return signs;
    }
}
