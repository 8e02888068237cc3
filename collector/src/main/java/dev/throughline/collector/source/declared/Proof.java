package dev.throughline.collector.source.declared;

import dev.throughline.collector.proof.Hmac;
import dev.throughline.collector.proof.Hmac.Algorithm;
import dev.throughline.collector.proof.Recency;
import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.proof.StandardWebhooks;
import dev.throughline.collector.proof.Tokens;
import dev.throughline.collector.source.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One way in which a sender proves who it is. A source may accept several: every proof that is sent must be valid. */
interface Proof {

    /** Whether an envelope has a well-formed proof of this kind at all. */
    boolean isShown(Envelope envelope);

    /** Whether it proves that the sender of this body knows the secret. */
    boolean holds(Envelope envelope, byte[] body);

    /** Whether it is computed from the body. */
    boolean isSignature();

    /** A kind of proof as a file describes it, without the secrets. */
    interface Way {

        Proof with(List<Secret> secrets, Clock clock);

        /** Headers that prove something: they are never stored. */
        Set<String> headers();
    }

    /** How the bytes of a signature are encoded. */
    enum Encoding {
        HEX(Hmac::hex),
        BASE64(Hmac::base64);

        private final Function<String, Optional<byte[]>> decode;

        Encoding(Function<String, Optional<byte[]>> decode) {
            this.decode = decode;
        }

        static Optional<Encoding> of(String word) {
            return Stream.of(values())
                    .filter(encoding -> encoding.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }
    }

    /**
     * The HMAC of the raw body, in a header.
     *
     * @param prefix before the signature, e.g. {@code sha256=}; may be empty
     * @param separator between several signatures; null if there is one
     * @param timestamp header of a time, in seconds since 1970, that is signed with the body and must be recent if sent; null for none
     * @param joint between that time and the body
     */
    record OfHmac(
            String header,
            String prefix,
            Algorithm algorithm,
            Encoding encoding,
            @Nullable String separator,
            @Nullable String timestamp,
            String joint)
            implements Way {

        private static final int MOST_SIGNATURES = 20;

        @Override
        public Set<String> headers() {
            return Set.of(header);
        }

        @Override
        public Proof with(List<Secret> secrets, Clock clock) {
            Hmac hmac = Hmac.of(algorithm, secrets);
            return new Proof() {

                @Override
                public boolean isSignature() {
                    return true;
                }

                @Override
                public boolean isShown(Envelope envelope) {
                    return signatures(envelope).findAny().isPresent();
                }

                @Override
                public boolean holds(Envelope envelope, byte[] body) {
                    String at = timestamp == null ? null : envelope.header(timestamp);
                    if (at != null && !Recency.isRecent(at, clock)) {
                        return false;
                    }
                    byte[] head = at == null ? new byte[0] : (at + joint).getBytes(StandardCharsets.UTF_8);
                    return signatures(envelope)
                            .map(given -> hmac.signs(given, head, body))
                            .reduce(false, Boolean::logicalOr);
                }
            };
        }

        private Stream<byte[]> signatures(Envelope envelope) {
            String value = envelope.header(header);
            if (value == null) {
                return Stream.empty();
            }
            Stream<String> all = separator == null
                    ? Stream.of(value)
                    : Stream.of(value.split(Pattern.quote(separator), MOST_SIGNATURES));
            return all.map(String::strip)
                    .filter(one -> one.startsWith(prefix))
                    .flatMap(one -> encoding.decode.apply(one.substring(prefix.length())).stream())
                    .filter(signature -> signature.length == algorithm.bytes());
        }
    }

    /** Standard Webhooks: {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}, or Svix's names of them. */
    record OfStandardWebhooks() implements Way {

        private static final List<String> PREFIXES = List.of("webhook-", "svix-");

        @Override
        public Set<String> headers() {
            return Set.of("webhook-signature", "svix-signature");
        }

        @Override
        public Proof with(List<Secret> secrets, Clock clock) {
            StandardWebhooks webhooks = new StandardWebhooks(secrets, clock);
            return new Proof() {

                @Override
                public boolean isSignature() {
                    return true;
                }

                @Override
                public boolean isShown(Envelope envelope) {
                    return PREFIXES.stream().anyMatch(prefix -> envelope.header(prefix + "signature") != null);
                }

                @Override
                public boolean holds(Envelope envelope, byte[] body) {
                    return PREFIXES.stream()
                            .map(prefix -> webhooks.signs(
                                    envelope.header(prefix + "id"),
                                    envelope.header(prefix + "timestamp"),
                                    envelope.header(prefix + "signature"),
                                    body))
                            .reduce(false, Boolean::logicalOr);
                }
            };
        }
    }

    /**
     * The secret itself.
     *
     * @param header that carries it; null if the query does
     * @param parameter of the query; null if a header carries it
     * @param prefix before it, e.g. {@code Bearer }, ignoring case
     */
    record OfToken(@Nullable String header, @Nullable String parameter, String prefix) implements Way {

        @Override
        public Set<String> headers() {
            return header == null ? Set.of() : Set.of(header);
        }

        @Override
        public Proof with(List<Secret> secrets, Clock clock) {
            Tokens tokens = new Tokens(secrets);
            return new Proof() {

                @Override
                public boolean isSignature() {
                    return false;
                }

                @Override
                public boolean isShown(Envelope envelope) {
                    return token(envelope) != null;
                }

                @Override
                public boolean holds(Envelope envelope, byte[] body) {
                    return tokens.has(token(envelope));
                }
            };
        }

        private @Nullable String token(Envelope envelope) {
            String value =
                    header != null ? envelope.header(header) : parameter == null ? null : envelope.parameter(parameter);
            return Tokens.behind(prefix, value);
        }
    }

    /** A user and a password (RFC 7617): the secret is the password, or both with a colon between. */
    record OfBasic() implements Way {

        private static final String HEADER = "Authorization";

        @Override
        public Set<String> headers() {
            return Set.of(HEADER);
        }

        @Override
        public Proof with(List<Secret> secrets, Clock clock) {
            Tokens tokens = new Tokens(secrets);
            return new Proof() {

                @Override
                public boolean isSignature() {
                    return false;
                }

                @Override
                public boolean isShown(Envelope envelope) {
                    String header = envelope.header(HEADER);
                    return header != null && Tokens.isBasic(header);
                }

                @Override
                public boolean holds(Envelope envelope, byte[] body) {
                    return tokens.hasBasic(envelope.header(HEADER));
                }
            };
        }
    }
}
