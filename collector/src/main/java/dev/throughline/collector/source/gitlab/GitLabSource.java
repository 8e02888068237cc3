package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.backfill.ForgeHistory;
import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.payload.Utf8;
import dev.throughline.collector.proof.SignatureOrToken;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.gitlab.api.GitLabHistory;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** GitLab's webhooks: of projects, groups and whole instances. */
final class GitLabSource implements Source {

    static final String NAME = "gitlab";

    private static final List<FourKeysMark> MARKS = List.of(new FourKeysMark(1, "X-Gitlab-Event"));

    static final SourceTraits TRAITS =
            SourceTraits.ofCommits(NAME, Precedence.FORGE).withChangeSign('!').withCommitPath("/-/commit/");

    private static final String TOKEN = "X-Gitlab-Token";
    private static final String INSTANCE = "X-Gitlab-Instance";

    private final String name;
    private final SignatureOrToken proof;
    private final GitLabEventConverter converter;
    private final @Nullable ForgeHistory history;

    GitLabSource(GitLabProperties properties, Catalog catalog, Clock clock) {
        this(NAME, properties, catalog, clock);
    }

    /** @param name the name in its address; its facts are GitLab's whatever that is */
    GitLabSource(String name, GitLabProperties properties, Catalog catalog, Clock clock) {
        GitLabDeployments deployments = new GitLabDeployments(properties, catalog);
        this.name = name;
        this.proof = new SignatureOrToken(properties.secret(), clock);
        this.converter = new GitLabEventConverter(properties, deployments);
        this.history = properties
                .access()
                .map(access -> new GitLabHistory(access, deployments::wanted, clock))
                .orElse(null);
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
        return SignatureOrToken.isShown(envelope::header, envelope.header(TOKEN));
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return proof.holds(envelope::header, envelope.header(TOKEN), body);
    }

    @Override
    public String event(Envelope envelope) {
        String event = Objects.requireNonNullElse(envelope.header("X-Gitlab-Event"), "");
        // what its API told is not posted
        return event.startsWith(Told.PREFIX) ? "" : event;
    }

    @Override
    public List<FourKeysMark> fourKeysMarks() {
        return MARKS;
    }

    /** What stays the same when GitLab resends a delivery; its other ids belong to hooks, or to each attempt. */
    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Stream.of("Idempotency-Key", SignatureOrToken.ID)
                .flatMap(header -> Stream.ofNullable(envelope.header(header)))
                .findFirst();
    }

    @Override
    public Optional<ForgeHistory> history() {
        return Optional.ofNullable(history);
    }

    @Override
    public Set<String> keeps() {
        return Set.of(INSTANCE);
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.of(() -> converter.convert(
                delivery.event(),
                Utf8.text(delivery.body()),
                new Origin(
                        delivery.key(),
                        delivery.receivedAt(),
                        delivery.headers().value(INSTANCE).orElse(null))));
    }
}
