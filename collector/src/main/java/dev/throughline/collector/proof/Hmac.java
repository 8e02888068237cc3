package dev.throughline.collector.proof;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by HMAC (RFC 2104). Each of several secrets is valid; without any secret, nothing is. */
public final class Hmac {

    /** The algorithm of a signature. */
    public enum Algorithm {
        SHA1("HmacSHA1", 20),
        SHA224("HmacSHA224", 28),
        SHA256("HmacSHA256", 32),
        SHA384("HmacSHA384", 48),
        SHA512("HmacSHA512", 64);

        private final String standardName;
        private final int bytes;

        Algorithm(String standardName, int bytes) {
            this.standardName = standardName;
            this.bytes = bytes;
        }

        /** Length of a signature. */
        public int bytes() {
            return bytes;
        }
    }

    /** Each initialised with a secret, to be cloned: this saves looking up the algorithm and hashing the secret. */
    private final List<Mac> macs;

    private Hmac(Algorithm algorithm, List<byte[]> keys) {
        macs = keys.stream().map(key -> mac(algorithm, key)).toList();
    }

    public static Hmac of(Algorithm algorithm, List<Secret> secrets) {
        return new Hmac(algorithm, secrets.stream().map(Secret::bytes).toList());
    }

    /** @param keys none of them empty */
    public static Hmac ofKeys(Algorithm algorithm, List<byte[]> keys) {
        return new Hmac(algorithm, keys);
    }

    /** The bytes of a signature in hexadecimal digits of either case; empty when it is not one. */
    public static Optional<byte[]> hex(String text) {
        try {
            return Optional.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The bytes of a signature in base 64; empty when it is not one. */
    public static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * Whether this signs the parts, one after the other, with one of the secrets. Every secret is tried, so that the time taken reveals
     * nothing.
     *
     * @param parts for most senders only the raw body
     */
    public boolean signs(byte[] given, byte[]... parts) {
        boolean signs = false;
        for (Mac mac : macs) {
            signs |= MessageDigest.isEqual(hmac(mac, parts), given);
        }
        return signs;
    }

    private static Mac mac(Algorithm algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm.standardName);
            mac.init(new SecretKeySpec(key, algorithm.standardName));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no " + algorithm.standardName, e);
        }
    }

    private static byte[] hmac(Mac initialised, byte[]... parts) {
        try {
            Mac mac = (Mac) initialised.clone();
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's own HMAC can be cloned", e);
        }
    }
}
