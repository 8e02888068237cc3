package dev.throughline.collector.source.fourkeys;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalizer;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import dev.throughline.engine.fact.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what the generator makes up. It names no repository, no branch and no environment: everything belongs to one repository with the
 * name of the source, and goes to production.
 *
 * <p>Nobody can post to it by its name. It reads what arrived for the forge whose format the data has, with that forge's secret.
 */
final class MadeUpSource implements Normalizer {

    /** Git's empty tree: where every push begins, because the commit in its own {@code before} was often written after it. */
    private static final CommitSha BEGINNING = new CommitSha("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    private static final String INCIDENT = "incident";

    private final MadeUpBodies bodies;
    private final SourceTraits traits;
    private final RepositoryId repository;

    MadeUpSource(MadeUpBodies bodies) {
        this.bodies = bodies;
        this.traits = SourceTraits.ofCommits(bodies.name(), Precedence.FORGE);
        this.repository = new RepositoryId(bodies.name(), bodies.name());
    }

    @Override
    public SourceTraits traits() {
        return traits;
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.of(() -> bodies.read(delivery.event(), new String(delivery.body(), StandardCharsets.UTF_8))
                .<Normalization>map(madeUp -> new Facts(Stream.concat(
                                Stream.of(new RepositoryName(repository, bodies.name(), madeUp.at())),
                                facts(madeUp, delivery).stream())
                        .toList()))
                .orElseGet(() -> new Ignored("it is not a push, an issue or a finished deployment")));
    }

    private List<Fact> facts(MadeUp madeUp, Delivery delivery) {
        return switch (madeUp) {
            case MadeUp.Push push -> List.of(push(push, delivery));
            case MadeUp.Deployed deployed -> deployment(deployed, delivery);
            case MadeUp.Issue issue -> List.of(incident(issue, delivery));
        };
    }

    /** A separate branch, so that a push lists exactly what its head delivers. */
    private Push push(MadeUp.Push push, Delivery delivery) {
        return new Push(
                repository,
                new RefUpdate("refs/heads/" + delivery.key(), BEGINNING, push.head(), push.head(), false, false, null),
                push.commits().stream()
                        .map(commit -> new Commit(
                                commit.sha(),
                                commit.at(),
                                AuthorTime.TIMESTAMP,
                                Author.UNKNOWN,
                                Commit.Message.UNKNOWN,
                                null))
                        .toList(),
                false,
                push.commits().size(),
                push.at(),
                delivery.receivedAt());
    }

    private List<Fact> deployment(MadeUp.Deployed deployed, Delivery delivery) {
        DeploymentKey key = new DeploymentKey(repository, deployed.id() + "/" + deployed.sha());
        return List.of(
                new Deployment(
                        key,
                        Revision.of(deployed.sha(), null),
                        Environment.PRODUCTION,
                        new Deployment.Request(deployed.at(), null),
                        Deployment.Details.NONE,
                        new Statement(deployed.at(), delivery.key())),
                new DeploymentStatus(key, deployed.state() + "@" + deployed.at(), deployed.state(), deployed.at()));
    }

    private Incident incident(MadeUp.Issue issue, Delivery delivery) {
        List<String> labels = Entry.labels(issue.labels());
        return new Incident(
                new Entry(
                        repository,
                        issue.number() + "@" + issue.openedAt(),
                        issue.number(),
                        issue.title(),
                        null,
                        labels),
                labels.contains(INCIDENT) ? Incident.Kind.INCIDENT : Incident.Kind.ISSUE,
                false,
                issue.openedAt(),
                issue.resolvedAt(),
                Incident.Causes.declared(Mentions.causes(new Place("", bodies.name()), issue.title(), issue.text())),
                new Statement(issue.at(), delivery.key()));
    }
}
