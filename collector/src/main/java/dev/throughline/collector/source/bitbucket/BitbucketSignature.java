package dev.throughline.collector.source.bitbucket;

import dev.throughline.collector.proof.Hmac;
import dev.throughline.collector.proof.Hmac.Algorithm;
import dev.throughline.collector.proof.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code X-Hub-Signature} of a body: HMAC-SHA256 of its raw bytes, in hex. Others sign with SHA-1 under this name. */
final class BitbucketSignature {

    static final String HEADER = "X-Hub-Signature";

    private static final String PREFIX = "sha256=";
    private static final int LENGTH = PREFIX.length() + 2 * Algorithm.SHA256.bytes();

    private final Hmac hmac;

    BitbucketSignature(List<Secret> secrets) {
        hmac = Hmac.of(Algorithm.SHA256, secrets);
    }

    /** Whether this header could be a signature. */
    static boolean isWellFormed(@Nullable String header) {
        return header != null && header.startsWith(PREFIX) && header.length() == LENGTH;
    }

    /** Whether this header signs this body with one of the secrets. */
    boolean signs(@Nullable String header, byte[] body) {
        return header != null
                && isWellFormed(header)
                && Hmac.hex(header.substring(PREFIX.length()))
                        .filter(given -> hmac.signs(given, body))
                        .isPresent();
    }
}
