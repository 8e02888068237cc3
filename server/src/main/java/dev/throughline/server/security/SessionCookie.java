package dev.throughline.server.security;

import dev.throughline.server.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The content of the cookie of somebody who is signed in: until when, by which sign-in and under which name, signed with a key that is
 * derived from the API token that they entered. Nothing is stored here, so that any process with the token can read it; removing the token
 * from the configuration ends every session that was begun with it.
 */
final class SessionCookie {

    static final Duration LIFETIME = Duration.ofHours(12);

    private static final String SIGNING = "throughline session";
    private static final String FORMS = "throughline form";
    private static final int RANDOM_BYTES = 16;
    private static final int LONGEST = 2_000;
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\.([\\w-]{22})\\.([\\w-]*)\\.([\\w-]{43})");
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final List<String> tokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param tokens the valid ones; null when there is none, and then nobody can sign in */
    SessionCookie(@Nullable Secret tokens, Clock clock) {
        this.tokens = tokens == null ? List.of() : tokens.values();
        this.clock = clock;
    }

    /**
     * A valid session.
     *
     * @param formKey must be in its forms
     */
    record Session(String name, Instant until, String formKey) {}

    /**
     * A cookie for somebody who entered a token.
     *
     * @throws IllegalArgumentException when that token is not valid
     */
    String issue(String token, String name) {
        if (!tokens.contains(token)) {
            throw new IllegalArgumentException("not a valid token");
        }
        byte[] nonce = new byte[RANDOM_BYTES];
        random.nextBytes(nonce);
        String content = String.join(
                ".",
                Long.toString(clock.instant().plus(LIFETIME).getEpochSecond()),
                ENCODER.encodeToString(nonce),
                ENCODER.encodeToString(name.getBytes(StandardCharsets.UTF_8)));
        return content + "." + mac(token, SIGNING, content);
    }

    /** The session of a cookie; empty when it is over, or when nobody here issued it. */
    Optional<Session> read(String cookie) {
        var parts = FORM.matcher(cookie);
        if (cookie.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        String content = cookie.substring(0, cookie.lastIndexOf('.'));
        Instant until = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        String signer = null;
        for (String token : tokens) {
            if (isSame(mac(token, SIGNING, content), parts.group(4))) {
                signer = token;
            }
        }
        if (signer == null || !until.isAfter(clock.instant())) {
            return Optional.empty();
        }
        String name = new String(Base64.getUrlDecoder().decode(parts.group(3)), StandardCharsets.UTF_8);
        return Optional.of(new Session(name, until, mac(signer, FORMS, content)));
    }

    /** Compares in a time that does not reveal where they differ. */
    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** @param purpose keeps the key for one use from being valid for another */
    private static String mac(String token, String purpose, String content) {
        byte[] key = hmac(token.getBytes(StandardCharsets.UTF_8), purpose);
        try {
            return ENCODER.encodeToString(hmac(key, content));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] hmac(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
