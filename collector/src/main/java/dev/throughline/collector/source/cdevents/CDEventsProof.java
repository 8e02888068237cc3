package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.proof.StandardWebhooks;
import dev.throughline.collector.proof.Tokens;
import dev.throughline.collector.source.Envelope;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The two ways in which a sender can prove who it is, for the standard knows none: a bearer token, or a signature as Standard Webhooks has it
 * with a key {@code whsec_…}. Where both are possible the signature decides: a right token does not rescue a wrong one.
 */
final class CDEventsProof {

    static final String TOKEN = "Authorization";
    static final String SIGNATURE = "webhook-signature";

    private static final String BEARER = "bearer ";

    private final Tokens tokens;
    private final @Nullable StandardWebhooks signatures;

    CDEventsProof(List<Secret> secrets, Clock clock) {
        List<Secret> keys = secrets.stream().filter(StandardWebhooks::isKey).toList();
        tokens = new Tokens(
                secrets.stream().filter(Predicate.not(StandardWebhooks::isKey)).toList());
        signatures = keys.isEmpty() ? null : new StandardWebhooks(keys, clock);
    }

    /** Whether an envelope shows either. */
    static boolean isShown(Envelope envelope) {
        String signature = envelope.header(SIGNATURE);
        return signature != null && !signature.isEmpty() || token(envelope) != null;
    }

    boolean holds(Envelope envelope, byte[] body) {
        String signature = envelope.header(SIGNATURE);
        return signatures != null && signature != null
                ? signatures.signs(envelope.header("webhook-id"), envelope.header("webhook-timestamp"), signature, body)
                : tokens.has(token(envelope));
    }

    private static @Nullable String token(Envelope envelope) {
        String value = envelope.header(TOKEN);
        return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : null;
    }
}
