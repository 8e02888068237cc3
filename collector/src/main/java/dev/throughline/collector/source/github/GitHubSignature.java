package dev.throughline.collector.source.github;

import dev.throughline.collector.proof.HexSignature;
import dev.throughline.collector.proof.Hmac.Algorithm;
import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Envelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code X-Hub-Signature-256} of a body: HMAC-SHA256 of its raw bytes, in hex. Each of several secrets is valid.
 *
 * @param sha1 for the older {@code X-Hub-Signature}, which is used only if the newer one is missing; null if it is not accepted
 */
record GitHubSignature(
        List<Secret> secrets, Scheme sha256, @Nullable Scheme sha1) {

    static final String HEADER = "X-Hub-Signature-256";

    private static final String OLDER_HEADER = "X-Hub-Signature";

    static GitHubSignature of(List<Secret> secrets) {
        return new GitHubSignature(secrets, Scheme.of(HEADER, "sha256=", Algorithm.SHA256, secrets), null);
    }

    /** The same, also accepting the older one. */
    GitHubSignature orBySha1() {
        return new GitHubSignature(secrets, sha256, Scheme.of(OLDER_HEADER, "sha1=", Algorithm.SHA1, secrets));
    }

    /** Whether there is anything that could be a signature. */
    boolean isWellFormed(Envelope envelope) {
        Scheme scheme = scheme(envelope);
        return scheme.signature.isWellFormed(envelope.header(scheme.header));
    }

    /** Whether this body is signed with one of the secrets. */
    boolean signs(Envelope envelope, byte[] body) {
        Scheme scheme = scheme(envelope);
        return scheme.signature.signs(envelope.header(scheme.header), body);
    }

    private Scheme scheme(Envelope envelope) {
        return sha1 != null && envelope.header(HEADER) == null ? sha1 : sha256;
    }

    /** A header and its possible content. */
    record Scheme(String header, HexSignature signature) {

        static Scheme of(String header, String prefix, Algorithm algorithm, List<Secret> secrets) {
            return new Scheme(header, new HexSignature(prefix, algorithm, secrets));
        }
    }
}
