package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.proof.StandardWebhooks;
import dev.throughline.collector.proof.Tokens;
import dev.throughline.collector.source.Envelope;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The two ways in which GitLab proves who it is: a secret token, shown as it is, and since 19.0 a signature by a signing token. Where both
 * are possible the signature decides: a right token does not rescue a wrong one. Each of several secrets is valid.
 */
final class GitLabSignature {

    static final String TOKEN = "X-Gitlab-Token";
    static final String SIGNATURE = "webhook-signature";
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";

    private final Tokens tokens;
    private final @Nullable StandardWebhooks signatures;

    GitLabSignature(List<Secret> secrets, Clock clock) {
        List<Secret> keys = secrets.stream().filter(StandardWebhooks::isKey).toList();
        tokens = new Tokens(
                secrets.stream().filter(Predicate.not(StandardWebhooks::isKey)).toList());
        signatures = keys.isEmpty() ? null : new StandardWebhooks(keys, clock);
    }

    /** Whether an envelope shows either. */
    static boolean isPresent(Envelope envelope) {
        return isText(envelope.header(SIGNATURE)) || isText(envelope.header(TOKEN));
    }

    private static boolean isText(@Nullable String header) {
        return header != null && !header.isEmpty();
    }

    boolean proves(Envelope envelope, byte[] body) {
        String signature = envelope.header(SIGNATURE);
        return signatures != null && signature != null
                ? signatures.signs(envelope.header(ID), envelope.header(TIMESTAMP), signature, body)
                : tokens.has(envelope.header(TOKEN));
    }
}
