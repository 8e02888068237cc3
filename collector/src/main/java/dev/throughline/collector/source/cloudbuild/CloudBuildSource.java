package dev.throughline.collector.source.cloudbuild;

import dev.throughline.collector.proof.Tokens;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Reply;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.util.Optional;

/**
 * Google Cloud Build's messages, as a push subscription of Pub/Sub posts them, wrapped or not. The secret is in the query of the address,
 * because nothing else in a subscription can hold one, or in a header that a gateway adds.
 */
final class CloudBuildSource implements Source {

    static final String NAME = "cloud-build";
    static final SourceTraits TRAITS = SourceTraits.ofServices(NAME, Precedence.PIPELINE);

    private static final String EVENT = "build";

    private final String name;
    private final Tokens tokens;
    private final CloudBuildDeployments deployments;

    /** @param name the name in its address */
    CloudBuildSource(String name, CloudBuildProperties properties) {
        this.name = name;
        this.tokens = new Tokens(properties.secret());
        this.deployments = new CloudBuildDeployments(properties);
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
        return tokens.has(envelope.parameter("token")) || tokens.has(Tokens.bearer(envelope.header("Authorization")));
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return isSigned(envelope);
    }

    @Override
    public String event(Envelope envelope) {
        return EVENT;
    }

    /** For an unwrapped message that keeps its metadata. A wrapped one has its id in the body, which is the same on every attempt. */
    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Optional.ofNullable(envelope.header("x-goog-pubsub-message-id"));
    }

    /** Pub/Sub treats this as an acknowledgement. */
    @Override
    public Optional<Reply> reply() {
        return Optional.of(Reply.NO_CONTENT);
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        if (!delivery.event().equals(EVENT)) {
            return new Ignored("nothing is measured from the event '" + delivery.event() + "'");
        }
        return Normalization.of(() -> deployments.read(delivery));
    }
}
