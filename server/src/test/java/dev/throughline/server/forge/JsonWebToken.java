package dev.throughline.server.forge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The token that a GitHub App signs for itself, checked as GitHub does. */
final class JsonWebToken {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private JsonWebToken() {}

    /** @return what is wrong in GitHub's words; null when it is good */
    static @Nullable String objection(String token, String issuer, PublicKey key, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return "A JSON web token could not be decoded";
        }
        try {
            JsonNode header = json(parts[0]);
            JsonNode claims = json(parts[1]);
            if (!header.path("alg").asString("").equals("RS256") || !isSigned(parts, key)) {
                return "A JSON web token could not be decoded";
            }
            return objection(claims, issuer, now);
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            return "A JSON web token could not be decoded";
        }
    }

    private static @Nullable String objection(JsonNode claims, String issuer, Instant now) {
        if (!claims.path("exp").isNumber() || claims.path("exp").asLong() <= now.getEpochSecond()) {
            return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the"
                    + " assertion expires";
        }
        if (claims.path("exp").asLong() > now.plus(LONGEST).getEpochSecond()) {
            return "'Expiration time' claim ('exp') is too far in the future";
        }
        if (!claims.path("iat").isNumber() || claims.path("iat").asLong() > now.getEpochSecond()) {
            return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
        }
        return claims.path("iss").asString("").equals(issuer) ? null : "Integration not found";
    }

    private static boolean isSigned(String[] parts, PublicKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static JsonNode json(String part) {
        return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(part));
    }
}
