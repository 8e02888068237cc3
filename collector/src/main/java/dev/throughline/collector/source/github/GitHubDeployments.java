package dev.throughline.collector.source.github;

import dev.throughline.collector.backfill.Chapter;
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
import dev.throughline.engine.fact.DeploymentRun;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events are deployments, and what they say about them: deployment statuses, or what the configuration says instead. */
final class GitHubDeployments {

    private static final String TAGS = "refs/tags/";

    private final DeploymentRules rules;

    GitHubDeployments(GitHubProperties properties, Catalog catalog) {
        this.rules = new DeploymentRules(GitHubProperties.DEPLOYMENTS, properties.deployments(), catalog);
    }

    /** Which parts of a repository's history are read: whatever may contain deployments, its commits, changes and issues. */
    Set<Chapter> chapters(String repository) {
        Set<Chapter> chapters = EnumSet.of(Chapter.REPOSITORY, Chapter.COMMITS, Chapter.CHANGES, Chapter.INCIDENTS);
        if (rules.mayDeploy(repository, DeploymentEvent.DEPLOYMENT)) {
            chapters.add(Chapter.DEPLOYMENTS);
        }
        if (rules.mayDeploy(repository, DeploymentEvent.RELEASE)) {
            chapters.add(Chapter.RELEASES);
            chapters.add(Chapter.TAGS);
        }
        if (rules.mayDeploy(repository, DeploymentEvent.WORKFLOW)) {
            chapters.add(Chapter.RUNS);
        }
        return chapters;
    }

    Normalization created(Payload.Deployment payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.DeploymentState state = Field.of(payload.deployment(), "deployment");
        String environment = environment(state, null);
        Optional<Ignored> trial = ignoredForTrial(payload.workflowRun(), tier(state, environment));
        if (trial.isPresent()) {
            return trial.get();
        }
        return rules.readFrom(Repositories.fullName(repository), DeploymentEvent.DEPLOYMENT, environment)
                .<Normalization>map(readFrom -> {
                    Deployment deployment = deployment(repository, state, environment, readFrom, origin);
                    List<Fact> facts = new ArrayList<>(List.of(name(repository, deployment, origin), deployment));
                    run(deployment, payload.workflowRun()).ifPresent(facts::add);
                    return new Facts(facts);
                })
                .orElseGet(() -> new Ignored(rules.reasonByRules(Repositories.fullName(repository))));
    }

    Normalization stated(Payload.DeploymentStatus payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Status status = Field.of(payload.deploymentStatus(), "deployment_status");
        Payload.DeploymentState deployed = Field.of(payload.deployment(), "deployment");
        String environment = environment(deployed, status.environment());
        Optional<Ignored> trial = ignoredForTrial(payload.workflowRun(), tier(deployed, environment));
        if (trial.isPresent()) {
            return trial.get();
        }
        Optional<ReadFrom> readFrom =
                rules.readFrom(Repositories.fullName(repository), DeploymentEvent.DEPLOYMENT, environment);
        if (readFrom.isEmpty()) {
            return new Ignored(rules.reasonByRules(Repositories.fullName(repository)));
        }
        Deployment deployment = deployment(repository, deployed, environment, readFrom.get(), origin);
        List<Fact> facts = new ArrayList<>();
        facts.add(name(repository, deployment, origin, status.createdAt()));
        facts.add(deployment);
        run(deployment, payload.workflowRun()).ifPresent(facts::add);
        state(Field.of(status.state(), "deployment_status.state"))
                .map(state -> new DeploymentStatus(
                        deployment.key(),
                        Field.of(status.id(), "deployment_status.id").toString(),
                        state,
                        Field.of(status.createdAt(), "deployment_status.created_at")))
                .ifPresent(facts::add);
        return new Facts(facts);
    }

    private static String environment(Payload.DeploymentState state, @Nullable String reached) {
        return reached == null || reached.isEmpty() ? Field.of(state.environment(), "deployment.environment") : reached;
    }

    /** @param environment what it reached: a promoted deployment is an attempt in each environment that it reaches */
    private static Deployment deployment(
            Payload.Repository repository,
            Payload.DeploymentState state,
            String environment,
            ReadFrom readFrom,
            Origin origin) {
        String current = Field.of(state.environment(), "deployment.environment");
        String original = Objects.requireNonNullElse(state.originalEnvironment(), current);
        Instant createdAt = Field.of(state.createdAt(), "deployment.created_at");
        return new Deployment(
                new DeploymentKey(
                        Repositories.id(repository),
                        Field.of(state.id(), "deployment.id").toString(),
                        environment.equals(original) ? null : environment,
                        DeploymentRules.ownEvent(readFrom)),
                Revision.of(Field.of(state.sha(), "deployment.sha"), state.ref()),
                new Environment(environment, tier(state, environment)),
                new Request(
                        createdAt,
                        state.task() != null && state.task().startsWith("rollback"),
                        Links.deployments(repository, environment)),
                Deployment.Details.NONE,
                readFrom,
                new Statement(Objects.requireNonNullElse(state.updatedAt(), createdAt), origin.key()));
    }

    /** GitHub's production flag refers to the environment that the deployment has now. A transient one is never production. */
    private static Tier tier(Payload.DeploymentState state, String environment) {
        Tier tier =
                Tier.of(environment, environment.equals(state.environment()) ? state.productionEnvironment() : null);
        return tier == Tier.PRODUCTION && Boolean.TRUE.equals(state.transientEnvironment()) ? Tier.OTHER : tier;
    }

    /** A run that only tries out a change, such as one for a merge queue group, never deploys to production. */
    private static Optional<Ignored> ignoredForTrial(Payload.@Nullable Run run, Tier tier) {
        String event = run == null ? null : run.event();
        boolean isTrial = event != null && (event.startsWith("pull_request") || event.equals("merge_group"));
        return isTrial && tier == Tier.PRODUCTION
                ? Optional.of(new Ignored("a run for the event '" + event + "' deploys nothing to production"))
                : Optional.empty();
    }

    /** Which attempt of which run made it; each attempt makes separate deployments. Empty when no workflow did. */
    private static Optional<DeploymentRun> run(Deployment deployment, Payload.@Nullable Run run) {
        return run == null || run.id() == null
                ? Optional.empty()
                : Optional.of(new DeploymentRun(
                        deployment.key(), run.id() + "/" + Objects.requireNonNullElse(run.runAttempt(), 1)));
    }

    /** What a status says; empty for {@code inactive} and for words that GitHub may add. */
    private static Optional<State> state(String word) {
        return switch (word) {
            case "success" -> Optional.of(State.SUCCESS);
            case "failure", "error" -> Optional.of(State.FAILURE);
            case "queued", "pending", "waiting" -> Optional.of(State.WAITING);
            case "in_progress" -> Optional.of(State.IN_PROGRESS);
            default -> Optional.empty();
        };
    }

    Normalization released(Payload.Release payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Optional<String> unread =
                rules.reasonUnlessRead(Repositories.fullName(repository), DeploymentEvent.RELEASE, "releases");
        if (unread.isPresent()) {
            return new Ignored(unread.get());
        }
        Payload.ReleaseState release = Field.of(payload.release(), "release");
        String tag = Field.of(release.tagName(), "release.tag_name");
        Optional<ReadFrom> readFrom = rules.readFrom(Repositories.fullName(repository), DeploymentEvent.RELEASE, tag);
        if (readFrom.isEmpty()) {
            return new Ignored(rules.reasonByName(DeploymentEvent.RELEASE, tag));
        }
        if (Boolean.TRUE.equals(release.draft())
                || "deleted".equals(payload.action())
                || "unpublished".equals(payload.action())) {
            return new Ignored("a release that is not published is not a deployment");
        }
        if (Boolean.TRUE.equals(release.prerelease())) {
            return new Ignored("a prerelease is not a deployment");
        }
        // its created_at is the time of the commit, often long before anybody released it
        Instant publishedAt = Field.of(release.publishedAt(), "release.published_at");
        Deployment deployment = new Deployment(
                key(repository, Field.of(release.id(), "release.id").toString(), readFrom.get()),
                Revision.ofTag(tag),
                Environment.PRODUCTION,
                new Request(publishedAt, Addresses.page(release.htmlUrl())),
                Deployment.Details.NONE,
                readFrom.get(),
                new Statement(Objects.requireNonNullElse(release.updatedAt(), publishedAt), origin.key()));
        List<Fact> facts = new ArrayList<>(List.of(name(repository, deployment, origin), deployment));
        String action = Objects.requireNonNullElse(payload.action(), "");
        releasedAt(action, release, publishedAt, origin)
                .ifPresent(at -> facts.add(new DeploymentStatus(deployment.key(), action, State.SUCCESS, at)));
        return new Facts(facts);
    }

    /**
     * When a release reached its users, as far as this event says. A prerelease that is promoted keeps the time of its first publication,
     * so that only the event {@code released} says when.
     */
    private static Optional<Instant> releasedAt(
            String action, Payload.ReleaseState release, Instant publishedAt, Origin origin) {
        return switch (action) {
            case "published", DeploymentStatus.BY_API -> Optional.of(publishedAt);
            case "released" -> Optional.of(Objects.requireNonNullElse(release.updatedAt(), origin.receivedAt()));
            default -> Optional.empty();
        };
    }

    /** The deployment made by a pushed tag, if tags are deployments. */
    List<Fact> pushed(Push push, Payload.Repository repository, Origin origin) {
        RefUpdate update = push.update();
        if (!update.ref().startsWith(TAGS)) {
            return List.of();
        }
        String tag = update.ref().substring(TAGS.length());
        Optional<ReadFrom> readFrom = rules.readFrom(Repositories.fullName(repository), DeploymentEvent.TAG, tag);
        if (readFrom.isEmpty()) {
            return List.of();
        }
        CommitSha head = update.head();
        Deployment deployment = new Deployment(
                key(repository, tag + "@" + (head == null ? update.after() : head), readFrom.get()),
                head == null ? Revision.ofTag(tag) : Revision.of(head, tag),
                Environment.PRODUCTION,
                new Request(push.at(), Links.deployments(repository, Environment.PRODUCTION.name())),
                Deployment.Details.NONE,
                readFrom.get(),
                new Statement(push.at(), origin.key()));
        return List.of(
                deployment,
                new DeploymentStatus(deployment.key(), update.after() + "@" + push.at(), State.SUCCESS, push.at()));
    }

    Normalization ran(Payload.WorkflowRun payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Optional<String> unread = rules.reasonUnlessRead(
                Repositories.fullName(repository), DeploymentEvent.WORKFLOW, "runs of workflows");
        if (unread.isPresent()) {
            return new Ignored(unread.get());
        }
        Payload.Run run = Field.of(payload.workflowRun(), "workflow_run");
        String workflow = payload.workflow() != null && payload.workflow().name() != null
                ? payload.workflow().name()
                : Field.of(run.name(), "workflow_run.name");
        Optional<ReadFrom> readFrom =
                rules.readFrom(Repositories.fullName(repository), DeploymentEvent.WORKFLOW, workflow);
        if (readFrom.isEmpty()) {
            return new Ignored(rules.reasonByName(DeploymentEvent.WORKFLOW, workflow));
        }
        if (!"completed".equals(payload.action())) {
            return new Ignored("a run that is not completed has not deployed anything yet");
        }
        Optional<Ignored> trial = ignoredForTrial(run, Tier.PRODUCTION);
        if (trial.isPresent()) {
            return trial.get();
        }
        String conclusion = Field.of(run.conclusion(), "workflow_run.conclusion");
        return conclusion(conclusion)
                .<Normalization>map(state -> run(repository, run, state, readFrom.get(), origin))
                .orElseGet(() -> new Ignored("a run that ended '" + conclusion + "' says nothing about a deployment"));
    }

    private static Facts run(
            Payload.Repository repository, Payload.Run run, State state, ReadFrom readFrom, Origin origin) {
        Instant createdAt = Field.of(run.createdAt(), "workflow_run.created_at");
        Instant finishedAt = Field.of(run.updatedAt(), "workflow_run.updated_at");
        int attempt = Objects.requireNonNullElse(run.runAttempt(), 1);
        String id = Field.of(run.id(), "workflow_run.id").toString();
        Deployment deployment = new Deployment(
                key(repository, attempt == 1 ? id : id + "/" + attempt, readFrom),
                Revision.of(Field.of(run.headSha(), "workflow_run.head_sha"), run.headBranch()),
                Environment.PRODUCTION,
                new Request(
                        attempt == 1 || run.runStartedAt() == null ? createdAt : run.runStartedAt(),
                        Addresses.page(run.htmlUrl())),
                Deployment.Details.NONE,
                readFrom,
                new Statement(finishedAt, origin.key()));
        return new Facts(List.of(
                name(repository, deployment, origin),
                deployment,
                new DeploymentStatus(deployment.key(), String.valueOf(attempt), state, finishedAt)));
    }

    private static Optional<State> conclusion(String word) {
        return switch (word) {
            case "success" -> Optional.of(State.SUCCESS);
            case "failure", "timed_out", "startup_failure" -> Optional.of(State.FAILURE);
            case "cancelled" -> Optional.of(State.CANCELLED);
            default -> Optional.empty();
        };
    }

    private static DeploymentKey key(Payload.Repository repository, String externalId, ReadFrom readFrom) {
        return new DeploymentKey(Repositories.id(repository), externalId, null, DeploymentRules.ownEvent(readFrom));
    }

    private static RepositoryName name(
            Payload.Repository repository, Deployment deployment, Origin origin, @Nullable Instant... more) {
        Instant latest = deployment.statement().at();
        for (Instant time : more) {
            latest = time != null && time.isAfter(latest) ? time : latest;
        }
        return Repositories.name(repository, origin, latest);
    }
}
