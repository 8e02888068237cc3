package dev.throughline.collector.source.tekton;

import dev.throughline.collector.proof.Tokens;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tekton's CloudEvents, one per request. They are not signed: the secret is in the query of the sink's address, or a gateway adds it as a
 * header.
 */
final class TektonSource implements Source {

    static final String NAME = "tekton";
    static final SourceTraits TRAITS = SourceTraits.ofServices(NAME, Precedence.PIPELINE);

    /** Header with the time of an event, for runs that do not say when they ended. */
    static final String TIME = "Ce-Time";

    private static final String TYPE = "Ce-Type";

    /** Both as parameter and as header. */
    private static final String SECRET = "tekton-secret";

    private static final List<FourKeysMark> MARKS = List.of(new FourKeysMark(2, TYPE, "tekton"));

    private final String name;
    private final Tokens tokens;
    private final TektonDeployments deployments;

    /** @param name the name in its address */
    TektonSource(String name, TektonProperties properties) {
        this.name = name;
        this.tokens = new Tokens(properties.secret());
        this.deployments = new TektonDeployments(properties);
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
        return tokens.has(envelope.header(SECRET)) || tokens.has(envelope.parameter(SECRET));
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return isSigned(envelope);
    }

    @Override
    public String event(Envelope envelope) {
        return Objects.requireNonNullElse(envelope.header(TYPE), "");
    }

    /** Several events that say the same have different ids: their facts are identified by the run. */
    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Optional.ofNullable(envelope.header("Ce-Id"));
    }

    @Override
    public Set<String> keeps() {
        return Set.of(TIME);
    }

    @Override
    public List<FourKeysMark> fourKeysMarks() {
        return MARKS;
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.of(() -> deployments.read(delivery));
    }
}
