package dev.throughline.collector.source.gitea;

import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.rule.DeploymentRules;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.Deployment.Request;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which releases and tags are deployments: none, unless the configuration says so. None of the forges has deployments of its own. */
final class GiteaDeployments {

    private static final String TAGS = "refs/tags/";

    private final DeploymentRules rules;

    GiteaDeployments(GiteaProperties properties, Catalog catalog) {
        this.rules = new DeploymentRules(GiteaProperties.DEPLOYMENTS, properties.deployments(), catalog);
    }

    Normalization released(Payload.Release payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        String name = Repositories.fullName(repository);
        Optional<String> unread = rules.reasonUnlessRead(name, DeploymentEvent.RELEASE, "releases");
        if (unread.isPresent()) {
            return new Ignored(unread.get());
        }
        Payload.ReleaseState release = Field.of(payload.release(), "release");
        String tag = Field.of(release.tagName(), "release.tag_name");
        return rules.readFrom(name, DeploymentEvent.RELEASE, tag)
                .map(readFrom -> released(payload, release, tag, readFrom, origin))
                .orElseGet(() -> new Ignored(rules.reasonByName(DeploymentEvent.RELEASE, tag)));
    }

    private static Normalization released(
            Payload.Release payload, Payload.ReleaseState release, String tag, ReadFrom readFrom, Origin origin) {
        if (Boolean.TRUE.equals(release.draft()) || "deleted".equals(payload.action())) {
            return new Ignored("a release that is not published is not a deployment");
        }
        if (Boolean.TRUE.equals(release.prerelease())) {
            return new Ignored("a prerelease is not a deployment");
        }
        Payload.Repository repository = Repositories.of(payload);
        Instant publishedAt = Field.of(release.publishedAt(), "release.published_at");
        Deployment deployment = new Deployment(
                key(repository, Field.of(release.id(), "release.id").toString(), readFrom),
                Revision.ofTag(tag),
                Environment.PRODUCTION,
                new Request(publishedAt, Addresses.page(release.htmlUrl())),
                Deployment.Details.NONE,
                readFrom,
                new Statement(publishedAt, origin.key()));
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin, publishedAt), deployment));
        // an update has the same time, and may only change the notes
        if ("published".equals(payload.action())) {
            facts.add(new DeploymentStatus(deployment.key(), "published", State.SUCCESS, publishedAt));
        }
        return new Facts(facts);
    }

    /** The deployment made by a pushed tag, if tags are deployments. */
    List<Fact> pushed(Push push, Payload.Repository repository, Origin origin) {
        RefUpdate update = push.update();
        if (!update.ref().startsWith(TAGS)) {
            return List.of();
        }
        String tag = update.ref().substring(TAGS.length());
        return rules.readFrom(Repositories.fullName(repository), DeploymentEvent.TAG, tag)
                .map(readFrom -> pushed(push, tag, repository, readFrom, origin))
                .orElse(List.of());
    }

    private static List<Fact> pushed(
            Push push, String tag, Payload.Repository repository, ReadFrom readFrom, Origin origin) {
        CommitSha after = push.update().after();
        CommitSha head = push.update().head();
        Deployment deployment = new Deployment(
                key(repository, tag + "@" + (head == null ? after : head), readFrom),
                head == null ? Revision.ofTag(tag) : Revision.of(head, tag),
                Environment.PRODUCTION,
                new Request(push.at(), Addresses.page(repository.htmlUrl())),
                Deployment.Details.NONE,
                readFrom,
                new Statement(push.at(), origin.key()));
        return List.of(
                deployment, new DeploymentStatus(deployment.key(), after + "@" + push.at(), State.SUCCESS, push.at()));
    }

    private static DeploymentKey key(Payload.Repository repository, String externalId, ReadFrom readFrom) {
        return new DeploymentKey(Repositories.id(repository), externalId, null, DeploymentRules.ownEvent(readFrom));
    }
}
