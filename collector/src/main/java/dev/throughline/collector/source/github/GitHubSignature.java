package dev.throughline.collector.source.github;

import dev.throughline.collector.source.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The {@code X-Hub-Signature-256} of a body: HMAC-SHA256 of its raw bytes, in hex. Each of several secrets is valid. */
final class GitHubSignature {

    static final String HEADER = "X-Hub-Signature-256";

    private static final String PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 64;

    /** Each initialised with a secret, to be cloned: that spares looking the algorithm up and hashing the secret. */
    private final List<Mac> macs;

    GitHubSignature(List<Secret> secrets) {
        macs = secrets.stream().map(GitHubSignature::mac).toList();
    }

    /** Whether this header could be a signature. */
    static boolean isWellFormed(@Nullable String header) {
        return header != null && header.startsWith(PREFIX) && header.length() == PREFIX.length() + DIGITS;
    }

    /** Whether this header signs this body with one of the secrets. Every secret is tried, so that time tells nothing. */
    boolean signs(@Nullable String header, byte[] body) {
        if (header == null || !isWellFormed(header)) {
            return false;
        }
        byte[] given;
        try {
            given = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean signs = false;
        for (Mac mac : macs) {
            signs |= MessageDigest.isEqual(hmac(mac, body), given);
        }
        return signs;
    }

    private static Mac mac(Secret secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] hmac(Mac initialised, byte[] body) {
        try {
            return ((Mac) initialised.clone()).doFinal(body);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's own " + ALGORITHM + " can be cloned", e);
        }
    }
}
