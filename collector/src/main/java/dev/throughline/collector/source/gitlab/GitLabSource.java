package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** GitLab's webhooks: of projects, groups and whole instances. */
final class GitLabSource implements Source {

    static final String NAME = "gitlab";

    private static final List<FourKeysMark> MARKS = List.of(new FourKeysMark(1, "X-Gitlab-Event"));

    static final SourceTraits TRAITS = new SourceTraits(NAME, true, Precedence.FORGE, '!');

    private static final String INSTANCE = "X-Gitlab-Instance";

    private final String name;
    private final GitLabSignature signature;
    private final GitLabEventConverter converter;

    GitLabSource(GitLabProperties properties, Catalog catalog, Clock clock) {
        this(NAME, properties, catalog, clock);
    }

    /** @param name what it is posted to as; its facts are GitLab's whatever that is */
    GitLabSource(String name, GitLabProperties properties, Catalog catalog, Clock clock) {
        this.name = name;
        this.signature = new GitLabSignature(properties.secret(), clock);
        this.converter = new GitLabEventConverter(properties, catalog);
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
        return GitLabSignature.isPresent(envelope);
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return signature.proves(envelope, body);
    }

    @Override
    public String event(Envelope envelope) {
        return Objects.requireNonNullElse(envelope.header("X-Gitlab-Event"), "");
    }

    @Override
    public List<FourKeysMark> fourKeysMarks() {
        return MARKS;
    }

    /** What stays the same when GitLab sends a delivery again; its other ids are of hooks, or of each try. */
    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Stream.of("Idempotency-Key", GitLabSignature.ID)
                .flatMap(header -> Stream.ofNullable(envelope.header(header)))
                .findFirst();
    }

    @Override
    public Set<String> keeps() {
        return Set.of(INSTANCE);
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        try {
            String body = new String(delivery.body(), StandardCharsets.UTF_8);
            return converter.convert(
                    delivery.event(),
                    body.startsWith("\uFEFF") ? body.substring(1) : body,
                    new Origin(
                            delivery.key(),
                            delivery.receivedAt(),
                            delivery.headers().value(INSTANCE).orElse(null)));
        } catch (UnreadablePayload e) {
            return new Malformed(e.field(), e.detail());
        } catch (StackOverflowError e) {
            return new Malformed("$", "is too large to be read");
        }
    }
}
