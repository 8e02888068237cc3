package dev.throughline.collector.source.azuredevops;

import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
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
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which runs of pipelines are deployments: none, unless the configuration says so. */
final class AzureDevOpsDeployments {

    private static final String ELSE_REPORT =
            ": let the pipeline post to /api/v1/deployments, as docs/sources.md shows";
    private static final String OWN = "TfsGit";
    private static final Pattern GOT = Pattern.compile("LG:(refs/.+):([0-9a-fA-F]{40})");

    private final DeploymentRules rules;

    AzureDevOpsDeployments(AzureDevOpsProperties properties, Catalog catalog) {
        this.rules = new DeploymentRules(AzureDevOpsProperties.DEPLOYMENTS, properties.deployments(), catalog);
    }

    Normalization built(Payload.Build payload, Origin origin) {
        Payload.BuildResource build = payload.resource();
        if (build == null || build.definition() == null) {
            return AzureDevOpsEventConverter.withheld();
        }
        String pipeline = Field.of(build.definition().name(), "resource.definition.name");
        Optional<Payload.Repository> repository = repository(build);
        Optional<CommitSha> commit = commit(build);
        if (repository.isEmpty() || commit.isEmpty()) {
            return new Ignored("the run names no repository of Azure DevOps with a commit" + ELSE_REPORT);
        }
        String name = Repositories.fullName(repository.get());
        Optional<String> unread = rules.reasonUnlessRead(name, DeploymentEvent.PIPELINE, "pipelines");
        if (unread.isPresent()) {
            return new Ignored(unread.get());
        }
        Optional<ReadFrom> readFrom = rules.readFrom(name, DeploymentEvent.PIPELINE, pipeline);
        if (readFrom.isEmpty()) {
            return new Ignored(rules.reasonByName(DeploymentEvent.PIPELINE, pipeline));
        }
        if ("pullRequest".equalsIgnoreCase(build.reason())) {
            return new Ignored("a run for a pull request deploys nothing to production");
        }
        String result = Objects.requireNonNullElse(build.result(), Objects.requireNonNullElse(build.status(), ""));
        return state(result)
                .<Normalization>map(
                        state -> built(build, repository.get(), commit.get(), state, readFrom.get(), origin))
                .orElseGet(() -> new Ignored("a run that ended '" + result + "' says nothing of a deployment"));
    }

    /** A run that is repeated keeps its number and ends at another time. */
    private static Facts built(
            Payload.BuildResource build,
            Payload.Repository repository,
            CommitSha commit,
            State state,
            ReadFrom readFrom,
            Origin origin) {
        Instant finishedAt = Objects.requireNonNullElse(build.finishTime(), origin.at());
        Instant requestedAt = build.queueTime() != null
                ? build.queueTime()
                : Objects.requireNonNullElse(build.startTime(), finishedAt);
        Deployment deployment = new Deployment(
                new DeploymentKey(
                        Repositories.id(repository),
                        Field.of(build.id(), "resource.id").toString(),
                        null,
                        DeploymentRules.ownEvent(readFrom)),
                Revision.of(commit, branch(build)),
                Environment.PRODUCTION,
                new Request(requestedAt, page(build)),
                Deployment.Details.NONE,
                readFrom,
                new Statement(finishedAt, origin.key()));
        return new Facts(List.of(
                Repositories.name(repository, origin),
                deployment,
                new DeploymentStatus(deployment.key(), state + "@" + finishedAt, state, finishedAt)));
    }

    /** The repository that was built, when it is in Azure DevOps and named; the older version of the event names none. */
    private static Optional<Payload.Repository> repository(Payload.BuildResource build) {
        Payload.Repository told = build.repository();
        Payload.Project project = told != null && told.project() != null
                ? told.project()
                : build.project() != null ? build.project() : definitionProject(build);
        if (told == null
                || told.name() == null
                || told.type() != null && !told.type().equalsIgnoreCase(OWN)
                || project == null) {
            return Optional.empty();
        }
        return Optional.of(new Payload.Repository(
                told.id(),
                told.name(),
                told.type(),
                told.url() == null ? build.url() : told.url(),
                told.remoteUrl(),
                project));
    }

    private static Payload.@Nullable Project definitionProject(Payload.BuildResource build) {
        return build.definition() == null ? null : build.definition().project();
    }

    private static Optional<CommitSha> commit(Payload.BuildResource build) {
        String version = build.sourceVersion();
        if (version == null && build.sourceGetVersion() != null) {
            Matcher got = GOT.matcher(build.sourceGetVersion());
            version = got.matches() ? got.group(2) : null;
        }
        try {
            return version == null || version.isEmpty() ? Optional.empty() : CommitSha.parse(version);
        } catch (IllegalArgumentException _) {
            throw UnreadablePayload.at("resource.sourceVersion", "is not a commit hash");
        }
    }

    private static @Nullable String branch(Payload.BuildResource build) {
        if (build.sourceBranch() != null) {
            return build.sourceBranch();
        }
        Matcher got = GOT.matcher(Objects.requireNonNullElse(build.sourceGetVersion(), ""));
        return got.matches() ? got.group(1) : null;
    }

    private static @Nullable String page(Payload.BuildResource build) {
        return build.links() == null || build.links().web() == null
                ? null
                : Addresses.page(build.links().web().href());
    }

    /** The words are spelled in several ways; a partly succeeded run went through, with steps that were allowed to fail. */
    private static Optional<State> state(String result) {
        return switch (result.toLowerCase(Locale.ROOT)) {
            case "succeeded", "partiallysucceeded" -> Optional.of(State.SUCCESS);
            case "failed" -> Optional.of(State.FAILURE);
            case "canceled", "cancelled", "stopped" -> Optional.of(State.CANCELLED);
            default -> Optional.empty();
        };
    }
}
