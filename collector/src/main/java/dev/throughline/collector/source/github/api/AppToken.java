package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import org.kohsuke.github.authorization.AuthorizationProvider;

/** Authenticates an app with a JSON Web Token signed by its key, valid for at most ten minutes, as GitHub requires. */
final class AppToken implements AuthorizationProvider {

    private static final long LIFE_SECONDS = 540;

    /** GitHub's clock may be behind ours. */
    private static final long DRIFT_SECONDS = 60;

    private static final String PKCS1 = "RSA PRIVATE KEY";

    /** What precedes a PKCS#1 key in PKCS#8: version 0, and the RSA algorithm (RFC 5208, RFC 8017). */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private final GitHubAccess.App app;
    private final Clock clock;

    AppToken(GitHubAccess.App app, Clock clock) {
        this.app = app;
        this.clock = clock;
    }

    @Override
    public String getEncodedAuthorization() throws IOException {
        Instant now = clock.instant();
        String claims = "{\"iat\":%d,\"exp\":%d,\"iss\":\"%s\"}"
                .formatted(
                        now.getEpochSecond() - DRIFT_SECONDS,
                        now.getEpochSecond() + LIFE_SECONDS,
                        app.id().replaceAll("[^A-Za-z0-9._-]", ""));
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key(Files.readString(app.key())));
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return "Bearer " + signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ApiFailed(Reason.UNAUTHORIZED, "THROUGHLINE_GITHUB_APP_KEY_FILE holds no private key of an app");
        } catch (IOException e) {
            throw new ApiFailed(Reason.UNAUTHORIZED, "THROUGHLINE_GITHUB_APP_KEY_FILE cannot be read");
        }
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        byte[] der = Base64.getDecoder().decode(base64);
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(pem.contains(PKCS1) ? wrapped(der) : der));
    }

    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA);
        inner.write(0x04);
        inner.writeBytes(length(pkcs1.length));
        inner.writeBytes(pkcs1);
        ByteArrayOutputStream outer = new ByteArrayOutputStream();
        outer.write(0x30);
        outer.writeBytes(length(inner.size()));
        outer.writeBytes(inner.toByteArray());
        return outer.toByteArray();
    }

    /** As DER has it. */
    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
