package dev.throughline.collector.source.bitbucket;

import dev.throughline.collector.payload.Utf8;
import dev.throughline.collector.proof.HexSignature;
import dev.throughline.collector.proof.Hmac.Algorithm;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The webhooks of Bitbucket Cloud, of repositories and of workspaces. */
final class BitbucketSource implements Source {

    static final String NAME = "bitbucket";
    static final SourceTraits TRAITS =
            SourceTraits.ofCommits(NAME, Precedence.FORGE).withCommitPath("/commits/");

    static final String EVENT_TIME = "X-Event-Time";

    /** Others sign with SHA-1 under this name. */
    private static final String SIGNATURE = "X-Hub-Signature";

    private final String name;
    private final HexSignature signature;
    private final BitbucketEventConverter converter;

    /** @param name the name in its address; its facts are of one kind whatever that is */
    BitbucketSource(String name, BitbucketProperties properties, Catalog catalog) {
        this.name = name;
        this.signature = new HexSignature("sha256=", Algorithm.SHA256, properties.secret());
        this.converter = new BitbucketEventConverter(properties, catalog);
    }

    @Override
    public SourceTraits traits() {
        return TRAITS;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isSigned(Envelope envelope) {
        return signature.isWellFormed(envelope.header(SIGNATURE));
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return signature.signs(envelope.header(SIGNATURE), body);
    }

    @Override
    public String event(Envelope envelope) {
        return Objects.requireNonNullElse(envelope.header("X-Event-Key"), "");
    }

    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Optional.ofNullable(envelope.header("X-Request-UUID"));
    }

    /** The body of a push does not say when it was made. */
    @Override
    public Set<String> keeps() {
        return Set.of(EVENT_TIME);
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.of(() -> converter.convert(
                delivery.event(), Utf8.text(delivery.body()), new Origin(delivery.key(), at(delivery))));
    }

    /** Headers are not signed: a time in the future is ignored. */
    private static Instant at(Delivery delivery) {
        return delivery.headers()
                .value(EVENT_TIME)
                .flatMap(BitbucketSource::time)
                .filter(time -> !time.isBefore(Instant.EPOCH) && !time.isAfter(delivery.receivedAt()))
                .orElse(delivery.receivedAt());
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
