package dev.throughline.collector.source.declared;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves who one is, in each of the ways that files describe. */
final class Proofs {

    private Proofs() {}

    /** As a sender does who knows this secret. */
    static Envelope shown(Proof.Way way, String secret, byte[] body, Instant at) {
        return with(way, at, value(way, secret, body, at));
    }

    /** What is empty or only a part of what a sender shows, or more than that. */
    static List<Envelope> damaged(Proof.Way way, String secret, byte[] body, Instant at) {
        String value = value(way, secret, body, at);
        // the last characters of base 64 may be padding
        return Stream.concat(
                        IntStream.range(0, value.length() - 3).mapToObj(length -> value.substring(0, length)),
                        Stream.of(value + "00"))
                .map(part -> with(way, at, part))
                .toList();
    }

    private static Envelope with(Proof.Way way, Instant at, String value) {
        return switch (way) {
            case Proof.OfHmac hmac -> {
                Map<String, String> headers = new HashMap<>(Map.of(hmac.header(), value));
                if (hmac.timestamp() != null) {
                    headers.put(hmac.timestamp(), "" + at.getEpochSecond());
                }
                yield Envelopes.with(headers);
            }
            case Proof.OfStandardWebhooks _ ->
                Envelopes.with(Map.of(
                        "webhook-id",
                        "msg_1",
                        "webhook-timestamp",
                        "" + at.getEpochSecond(),
                        "webhook-signature",
                        value));
            case Proof.OfToken token when token.header() != null -> Envelopes.with(Map.of(token.header(), value));
            case Proof.OfToken token ->
                Envelopes.with(Map.of(), Map.of(Objects.requireNonNull(token.parameter()), value));
            case Proof.OfBasic _ -> Envelopes.with(Map.of("Authorization", value));
            default -> throw new IllegalArgumentException("unknown: " + way);
        };
    }

    private static String value(Proof.Way way, String secret, byte[] body, Instant at) {
        return switch (way) {
            case Proof.OfHmac hmac -> {
                String head = hmac.timestamp() == null ? "" : at.getEpochSecond() + hmac.joint();
                byte[] signature = hmac(
                        "Hmac" + hmac.algorithm().name().toUpperCase(Locale.ROOT), secret, head.getBytes(UTF_8), body);
                yield hmac.prefix()
                        + (hmac.encoding() == Proof.Encoding.HEX
                                ? HexFormat.of().formatHex(signature)
                                : Base64.getEncoder().encodeToString(signature));
            }
            case Proof.OfStandardWebhooks _ ->
                "v1,"
                        + Base64.getEncoder()
                                .encodeToString(hmac(
                                        "HmacSHA256",
                                        secret,
                                        ("msg_1." + at.getEpochSecond() + ".").getBytes(UTF_8),
                                        body));
            case Proof.OfToken token -> token.prefix() + secret;
            case Proof.OfBasic _ ->
                "Basic " + Base64.getEncoder().encodeToString(("throughline:" + secret).getBytes(UTF_8));
            default -> throw new IllegalArgumentException("unknown: " + way);
        };
    }

    private static byte[] hmac(String algorithm, String secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            // the platform takes no empty key: one of a null byte is the same
            mac.init(new SecretKeySpec(secret.isEmpty() ? new byte[1] : secret.getBytes(UTF_8), algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
