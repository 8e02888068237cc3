package dev.throughline.collector.source.gitea;

import dev.throughline.collector.proof.Hmac;
import dev.throughline.collector.proof.Hmac.Algorithm;
import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Envelope;
import java.util.List;
import java.util.Optional;

/**
 * The signature of a body: HMAC-SHA256 of its JSON, in hex. It is in the header of the sending software, and in those of the projects it
 * was forked from: the first of them decides. Without a secret, all of them are sent, but empty.
 */
final class GiteaSignature {

    /** In bare hex, the first that is sent. */
    private static final List<String> OWN = List.of("X-Forgejo-Signature", "X-Gitea-Signature", "X-Gogs-Signature");

    private static final String BORROWED = "X-Hub-Signature-256";
    private static final String PREFIX = "sha256=";
    private static final int LENGTH = 2 * Algorithm.SHA256.bytes();

    private final Hmac hmac;

    GiteaSignature(List<Secret> secrets) {
        hmac = Hmac.of(Algorithm.SHA256, secrets);
    }

    /** The signature that decides, without its prefix; empty when none could be one. */
    static Optional<String> in(Envelope envelope) {
        String sent = null;
        for (String header : OWN) {
            sent = sent == null ? envelope.header(header) : sent;
        }
        String borrowed = envelope.header(BORROWED);
        if (sent == null && borrowed != null && borrowed.startsWith(PREFIX)) {
            sent = borrowed.substring(PREFIX.length());
        }
        return Optional.ofNullable(sent).filter(signature -> signature.length() == LENGTH);
    }

    /** Whether an envelope signs this JSON with one of the secrets. */
    boolean signs(Envelope envelope, byte[] json) {
        return in(envelope)
                .flatMap(Hmac::hex)
                .filter(given -> hmac.signs(given, json))
                .isPresent();
    }
}
