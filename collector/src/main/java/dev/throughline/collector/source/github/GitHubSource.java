package dev.throughline.collector.source.github;

import dev.throughline.collector.backfill.ForgeHistory;
import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.payload.Forms;
import dev.throughline.collector.payload.Utf8;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.github.api.GitHubHistory;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GitHub's webhooks: of repositories, organisations and apps, with bodies in JSON or as a form. */
final class GitHubSource implements Source {

    static final String NAME = "github";
    static final SourceTraits TRAITS =
            SourceTraits.ofCommits(NAME, Precedence.FORGE).withCommitPath("/commit/");

    private static final List<FourKeysMark> MARKS = List.of(new FourKeysMark(4, "User-Agent", "GitHub-Hookshot"));

    private static final String FORM_FIELD = "payload";

    private final String name;
    private final GitHubSignature signature;
    private final GitHubEventConverter converter;
    private final @Nullable ForgeHistory history;

    GitHubSource(GitHubProperties properties, Catalog catalog) {
        this(NAME, properties, catalog, Clock.systemUTC());
    }

    /** @param name the name in its address; its facts are GitHub's whatever that is */
    GitHubSource(String name, GitHubProperties properties, Catalog catalog, Clock clock) {
        GitHubDeployments deployments = new GitHubDeployments(properties, catalog);
        this.name = name;
        this.signature = GitHubSignature.of(properties.secret());
        this.converter = new GitHubEventConverter(properties, deployments);
        this.history = properties
                .access()
                .map(access -> new GitHubHistory(access, deployments::chapters, clock))
                .orElse(null);
    }

    private GitHubSource(
            String name, GitHubSignature signature, GitHubEventConverter converter, @Nullable ForgeHistory history) {
        this.name = name;
        this.signature = signature;
        this.converter = converter;
        this.history = history;
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
        return signature.isWellFormed(envelope);
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return signature.signs(envelope, body);
    }

    @Override
    public String event(Envelope envelope) {
        String event = Objects.requireNonNullElse(envelope.header("X-GitHub-Event"), "");
        // what its API told is not posted
        return event.startsWith(Told.PREFIX) ? "" : event;
    }

    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Optional.ofNullable(envelope.header("X-GitHub-Delivery"));
    }

    @Override
    public List<FourKeysMark> fourKeysMarks() {
        return MARKS;
    }

    @Override
    public Optional<ForgeHistory> history() {
        return Optional.ofNullable(history);
    }

    @Override
    public Source asInFourKeys() {
        return new GitHubSource(name, signature.orBySha1(), converter, history);
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.of(() ->
                converter.convert(delivery.event(), json(delivery), new Origin(delivery.key(), delivery.receivedAt())));
    }

    private static String json(Delivery delivery) {
        if (isForm(delivery)) {
            return Forms.field(delivery.body(), FORM_FIELD);
        }
        return Utf8.text(delivery.body());
    }

    private static boolean isForm(Delivery delivery) {
        String type = delivery.contentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }
}
