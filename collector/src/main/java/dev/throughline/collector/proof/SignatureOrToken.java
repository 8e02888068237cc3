package dev.throughline.collector.proof;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Two kinds of proof, for senders that move from one to the other: a plain token, and a signature as in {@link StandardWebhooks}. The
 * prefix of a secret shows whether it is a key. If a signature is sent and a key is known, the signature decides: a valid token does not
 * make up for a wrong signature.
 */
public final class SignatureOrToken {

    public static final String ID = "webhook-id";

    private static final String SIGNATURE = "webhook-signature";
    private static final String TIMESTAMP = "webhook-timestamp";

    private final Tokens tokens;
    private final @Nullable StandardWebhooks signatures;

    public SignatureOrToken(List<Secret> secrets, Clock clock) {
        List<Secret> keys = secrets.stream().filter(StandardWebhooks::isKey).toList();
        tokens = new Tokens(
                secrets.stream().filter(Predicate.not(StandardWebhooks::isKey)).toList());
        signatures = keys.isEmpty() ? null : new StandardWebhooks(keys, clock);
    }

    /**
     * Whether either is sent.
     *
     * @param headers the value of a header by its name; null when it was not sent
     * @param token null when none is sent
     */
    public static boolean isShown(Function<String, @Nullable String> headers, @Nullable String token) {
        return isText(headers.apply(SIGNATURE)) || isText(token);
    }

    private static boolean isText(@Nullable String shown) {
        return shown != null && !shown.isEmpty();
    }

    /** Whether what is sent proves that the sender of this body knows a secret. */
    public boolean holds(Function<String, @Nullable String> headers, @Nullable String token, byte[] body) {
        String signature = headers.apply(SIGNATURE);
        return signatures != null && signature != null
                ? signatures.signs(headers.apply(ID), headers.apply(TIMESTAMP), signature, body)
                : tokens.has(token);
    }
}
