package dev.throughline.collector.proof;

import dev.throughline.collector.payload.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Secrets that are sent as they are: in a header, in the query of an address, or as a password. Each of several is valid. */
public final class Tokens {

    private static final String BASIC = "basic ";

    private final List<byte[]> digests;

    public Tokens(List<Secret> secrets) {
        digests = secrets.stream().map(secret -> Sha256.digest(secret.bytes())).toList();
    }

    /** Whether this is one of them. Digests are compared, so that the time taken reveals neither a length nor where two differ. */
    public boolean has(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return false;
        }
        byte[] digest = Sha256.digest(given.getBytes(StandardCharsets.UTF_8));
        boolean has = false;
        for (byte[] known : digests) {
            has |= MessageDigest.isEqual(known, digest);
        }
        return has;
    }

    /** The text after a prefix, ignoring case, such as {@code Bearer }; null when the prefix is missing. */
    public static @Nullable String behind(String prefix, @Nullable String header) {
        return header != null && header.regionMatches(true, 0, prefix, 0, prefix.length())
                ? header.substring(prefix.length()).strip()
                : null;
    }

    /** The token in a header {@code Authorization} of the scheme {@code Bearer} (RFC 6750); null when there is none. */
    public static @Nullable String bearer(@Nullable String authorization) {
        return behind("Bearer ", authorization);
    }

    /**
     * Whether a header {@code Authorization} of the scheme {@code Basic} (RFC 7617) contains one of them: as {@code user:password} if the
     * secret contains a colon, otherwise as the password of any user.
     */
    public boolean hasBasic(@Nullable String authorization) {
        if (authorization == null || !isBasic(authorization)) {
            return false;
        }
        String pair;
        try {
            pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return false;
        }
        String password = pair.substring(pair.indexOf(':') + 1);
        return has(pair) | has(password);
    }

    /** Whether a header {@code Authorization} is of the scheme {@code Basic}. */
    public static boolean isBasic(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(BASIC);
    }
}
