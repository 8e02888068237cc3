package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.rule.DeploymentRules;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.gitlab.api.Wanted;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.ChildPipeline;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.Deployment.Request;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentJob;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.PipelineJob;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which events are deployments, and what they say about them: those that GitLab records, or what the configuration says instead. */
final class GitLabDeployments {

    private static final String TAGS = "refs/tags/";

    /** The refs of merge request pipelines: what they deploy is not merged yet. */
    private static final String MERGE_REQUESTS = "refs/merge-requests/";

    /** The folder of environments of branches. */
    private static final String REVIEW = "review/";

    private static final Pattern COMMIT = Pattern.compile(".*/commit/([0-9a-fA-F]{64}|[0-9a-fA-F]{40})");

    private final DeploymentRules rules;

    GitLabDeployments(GitLabProperties properties, Catalog catalog) {
        this.rules = new DeploymentRules(GitLabProperties.DEPLOYMENTS, properties.deployments(), catalog);
    }

    /** Which parts of a project's history are read: whatever may contain deployments, its commits, merge requests and issues. */
    Wanted wanted(String project) {
        Set<Chapter> chapters = EnumSet.of(Chapter.REPOSITORY, Chapter.COMMITS, Chapter.CHANGES, Chapter.INCIDENTS);
        if (rules.mayDeploy(project, DeploymentEvent.DEPLOYMENT)) {
            chapters.add(Chapter.DEPLOYMENTS);
        }
        if (rules.mayDeploy(project, DeploymentEvent.RELEASE)) {
            chapters.add(Chapter.RELEASES);
            chapters.add(Chapter.TAGS);
        }
        boolean arePipelines = rules.mayDeploy(project, DeploymentEvent.PIPELINE);
        boolean areJobs = rules.mayDeploy(project, DeploymentEvent.JOB);
        if (arePipelines || areJobs) {
            chapters.add(Chapter.RUNS);
        }
        return new Wanted(chapters, arePipelines, areJobs);
    }

    Normalization changed(Payload.Deployment payload, Origin origin) {
        String status = Field.of(payload.status(), "status");
        Environment environment =
                environment(Field.of(payload.environment(), "environment"), payload.environmentTier());
        return counted(payload, environment, payload.ref(), readFrom -> {
            Instant at = Field.of(payload.statusChangedAt(), "status_changed_at");
            Deployment deployment = deployment(
                    payload,
                    Field.of(payload.deploymentId(), "deployment_id").toString(),
                    Revision.of(sha(payload), payload.ref()),
                    environment,
                    new Request(at, page(payload, payload.deployableUrl())),
                    readFrom,
                    at,
                    origin);
            List<Fact> facts = new ArrayList<>(List.of(Repositories.name(payload, origin, at), deployment));
            state(status).map(state -> status(deployment, status, state, at)).ifPresent(facts::add);
            if (payload.deployableId() != null) {
                facts.add(new DeploymentJob(
                        deployment.key(), payload.deployableId().toString()));
            }
            return facts;
        });
    }

    /** A deployment read by API: it has only its newest status, and when its job began. */
    Normalization listed(Payload project, ApiPayload.DeploymentState listed, Origin origin) {
        String status = Field.of(listed.status(), "deployment.status");
        ApiPayload.EnvironmentState reached = Field.of(listed.environment(), "deployment.environment");
        Environment environment = environment(Field.of(reached.name(), "deployment.environment.name"), reached.tier());
        ApiPayload.Deployable job = listed.deployable();
        return counted(project, environment, listed.ref(), readFrom -> {
            Instant createdAt = Field.of(listed.createdAt(), "deployment.created_at");
            Optional<State> state = state(status);
            Instant at = at(
                    listed, createdAt, state.filter(GitLabDeployments::isOver).isPresent());
            Deployment deployment = deployment(
                    project,
                    Field.of(listed.id(), "deployment.id").toString(),
                    Revision.of(Field.of(listed.sha(), "deployment.sha"), listed.ref()),
                    environment,
                    new Request(createdAt, page(project, job == null ? null : job.webUrl())),
                    readFrom,
                    at,
                    origin);
            List<Fact> facts = new ArrayList<>(List.of(Repositories.name(project, origin, at), deployment));
            state.map(found -> status(deployment, status, found, at)).ifPresent(facts::add);
            if (job != null) {
                facts.addAll(work(deployment, job));
            }
            return facts;
        });
    }

    /** GitLab says when the job of a deployment ended, and for one without a job when it last changed. */
    private static Instant at(ApiPayload.DeploymentState listed, Instant createdAt, boolean isOver) {
        ApiPayload.Deployable job = listed.deployable();
        if (isOver && job != null && job.finishedAt() != null) {
            return job.finishedAt();
        }
        return Objects.requireNonNullElse(listed.updatedAt(), createdAt);
    }

    /** When the job of a deployment began, and which pipeline it belongs to. */
    private static List<Fact> work(Deployment deployment, ApiPayload.Deployable job) {
        List<Fact> facts = new ArrayList<>();
        if (job.startedAt() != null) {
            facts.add(status(deployment, "running", State.IN_PROGRESS, job.startedAt()));
        }
        if (job.id() != null) {
            String id = job.id().toString();
            facts.add(new DeploymentJob(deployment.key(), id));
            if (job.name() != null && job.pipeline() != null && job.pipeline().id() != null) {
                facts.add(new PipelineJob(
                        deployment.repository(), id, job.pipeline().id().toString(), job.name()));
            }
        }
        return facts;
    }

    private static boolean isOver(State state) {
        return state == State.SUCCESS || state == State.FAILURE || state == State.CANCELLED;
    }

    /** What one of GitLab's own deployments says, if it counts. */
    private Normalization counted(
            Payload project, Environment environment, @Nullable String ref, Function<ReadFrom, List<Fact>> facts) {
        String name = Repositories.fullName(project);
        if (isOfMergeRequest(ref) && (environment.tier() == Tier.PRODUCTION || !environment.isTold())) {
            return new Ignored("a pipeline of a merge request deploys nothing to production");
        }
        Optional<ReadFrom> readFrom = rules.readFrom(name, DeploymentEvent.DEPLOYMENT, environment.name());
        return readFrom.<Normalization>map(found -> new Facts(facts.apply(found)))
                .orElseGet(() -> new Ignored(rules.reasonByRules(name)));
    }

    /** The page of the job, or the list of environments: a deployment without a job has no page of its own. */
    private static @Nullable String page(Payload project, @Nullable String job) {
        return job == null ? Links.environments(project) : Addresses.page(job);
    }

    private static boolean isOfMergeRequest(@Nullable String ref) {
        return ref != null && ref.startsWith(MERGE_REQUESTS);
    }

    /** The short hash next to it does not reliably identify a commit. */
    private static CommitSha sha(Payload.Deployment payload) {
        Matcher commit = COMMIT.matcher(Field.of(payload.commitUrl(), "commit_url"));
        return Optional.of(commit)
                .filter(Matcher::lookingAt)
                .flatMap(found -> CommitSha.parse(found.group(1)))
                .orElseThrow(() -> UnreadablePayload.at("commit_url", "has no whole hash of a commit"));
    }

    /** An environment of a branch is never production, whatever tier its job has. */
    private static Environment environment(String name, @Nullable String told) {
        if (name.startsWith(REVIEW)) {
            return Environment.told(name, Tier.DEVELOPMENT);
        }
        return Stream.of(Tier.values())
                .filter(tier -> tier.word().equals(told))
                .map(tier -> Environment.told(name, tier))
                .findFirst()
                .orElseGet(() -> Environment.named(name));
    }

    /** What a status says. Waiting for people, being approved or being rejected is not an outcome. */
    private static Optional<State> state(String word) {
        return switch (word) {
            case "success" -> Optional.of(State.SUCCESS);
            case "failed" -> Optional.of(State.FAILURE);
            case "canceled" -> Optional.of(State.CANCELLED);
            case "created", "blocked" -> Optional.of(State.WAITING);
            case "running" -> Optional.of(State.IN_PROGRESS);
            default -> Optional.empty();
        };
    }

    /** GitLab's statuses have no ids: the same status at another time is another one. */
    private static DeploymentStatus status(Deployment deployment, String word, State state, Instant at) {
        return new DeploymentStatus(deployment.key(), word + " " + at, state, at);
    }

    /** The deployment made by a pushed tag, if tags are deployments. */
    List<Fact> pushed(Push push, Payload payload, Origin origin) {
        RefUpdate update = push.update();
        if (!update.ref().startsWith(TAGS)) {
            return List.of();
        }
        String tag = update.ref().substring(TAGS.length());
        CommitSha head = update.head();
        return rules.readFrom(Repositories.fullName(payload), DeploymentEvent.TAG, tag)
                .map(readFrom -> new Deployment(
                        key(push.repository(), tag + "@" + (head == null ? update.after() : head), readFrom),
                        head == null ? Revision.ofTag(tag) : Revision.of(head, tag),
                        Environment.PRODUCTION,
                        new Request(push.at(), Links.environments(payload)),
                        Deployment.Details.NONE,
                        readFrom,
                        new Statement(push.at(), origin.key())))
                .<List<Fact>>map(deployment -> List.of(
                        deployment,
                        new DeploymentStatus(
                                deployment.key(), update.after() + "@" + push.at(), State.SUCCESS, push.at())))
                .orElse(List.of());
    }

    Normalization released(Payload.Release payload, Origin origin) {
        String name = Repositories.fullName(payload);
        Optional<String> unread = rules.reasonUnlessRead(name, DeploymentEvent.RELEASE, "releases");
        if (unread.isPresent()) {
            return new Ignored(unread.get());
        }
        String tag = Field.of(payload.tag(), "tag");
        Optional<ReadFrom> readFrom = rules.readFrom(name, DeploymentEvent.RELEASE, tag);
        if (readFrom.isEmpty()) {
            return new Ignored(rules.reasonByName(DeploymentEvent.RELEASE, tag));
        }
        if ("delete".equals(payload.action())) {
            return new Ignored("a release that is deleted says nothing of what it deployed");
        }
        Instant at = Field.of(payload.releasedAt() == null ? payload.createdAt() : payload.releasedAt(), "released_at");
        CommitSha sha = payload.commit() == null ? null : payload.commit().id();
        Deployment deployment = deployment(
                payload,
                Field.of(payload.id(), "id").toString(),
                sha == null ? Revision.ofTag(tag) : Revision.of(sha, tag),
                Environment.PRODUCTION,
                new Request(at, Addresses.page(payload.url())),
                readFrom.get(),
                at,
                origin);
        return new Facts(List.of(
                Repositories.name(payload, origin, at), deployment, status(deployment, "released", State.SUCCESS, at)));
    }

    /** A pipeline that ran: its jobs say which deployments belong together, and it may itself be a deployment. */
    Normalization ran(Payload.Pipeline payload, Origin origin) {
        Payload.PipelineState pipeline = Field.of(payload.objectAttributes(), "object_attributes");
        String id = Field.of(pipeline.id(), "object_attributes.id").toString();
        List<Fact> facts = new ArrayList<>();
        child(payload, payload.sourcePipeline(), id, origin).ifPresent(facts::add);
        boolean isOfMergeRequest = "merge_request_event".equals(pipeline.source());
        for (Payload.Build build : Objects.requireNonNullElse(payload.builds(), List.<Payload.Build>of())) {
            if (build != null) {
                facts.addAll(job(payload, build, id, pipeline.sha(), pipeline.ref(), isOfMergeRequest, origin));
            }
        }
        String called = Stream.of(pipeline.name(), pipeline.ref())
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse("");
        if (!isOfMergeRequest) {
            facts.addAll(finished(
                    payload,
                    DeploymentEvent.PIPELINE,
                    called,
                    id,
                    pipeline.status(),
                    pipeline.finishedAt(),
                    pipeline.sha(),
                    pipeline.ref(),
                    pipeline.url(),
                    origin));
        }
        return named(
                payload, facts, pipeline.finishedAt() == null ? pipeline.createdAt() : pipeline.finishedAt(), origin);
    }

    Normalization worked(Payload.Job payload, Origin origin) {
        String pipeline = Field.of(payload.pipelineId(), "pipeline_id").toString();
        List<Fact> facts = new ArrayList<>();
        child(payload, payload.sourcePipeline(), pipeline, origin).ifPresent(facts::add);
        facts.addAll(job(payload, payload.build(), pipeline, payload.sha(), payload.ref(), false, origin));
        return named(payload, facts, payload.buildFinishedAt(), origin);
    }

    private static Normalization named(Payload payload, List<Fact> facts, @Nullable Instant at, Origin origin) {
        if (facts.isEmpty()) {
            return new Ignored("nothing that ran deploys");
        }
        facts.addFirst(Repositories.name(payload, origin, at));
        return new Facts(facts);
    }

    /** A pipeline does not count as one in another project. */
    private static Optional<Fact> child(
            Payload payload, Payload.@Nullable SourcePipeline source, String pipeline, Origin origin) {
        Payload.Project project = source == null ? null : source.project();
        if (source == null || source.pipelineId() == null || project == null) {
            return Optional.empty();
        }
        RepositoryId repository = Repositories.id(payload, origin);
        return repository.externalId().equals(String.valueOf(project.id()))
                ? Optional.of(new ChildPipeline(
                        repository, pipeline, source.pipelineId().toString()))
                : Optional.empty();
    }

    /** A job that starts an environment, and is named by its deployment; or a job that is itself a deployment by a rule. */
    private List<Fact> job(
            Payload payload,
            Payload.Build build,
            String pipeline,
            @Nullable CommitSha sha,
            @Nullable String ref,
            boolean isOfMergeRequest,
            Origin origin) {
        if (build.id() == null || build.name() == null) {
            return List.of();
        }
        Payload.JobEnvironment environment = build.environment();
        boolean isStart = environment != null
                && (environment.action() == null || environment.action().equals("start"));
        List<Fact> facts = new ArrayList<>();
        if (!isOfMergeRequest && !isOfMergeRequest(ref)) {
            facts.addAll(finished(
                    payload,
                    DeploymentEvent.JOB,
                    build.name(),
                    build.id().toString(),
                    build.status(),
                    build.finishedAt(),
                    sha,
                    ref,
                    Links.job(payload, build.id().toString()),
                    origin));
        }
        if (isStart || !facts.isEmpty()) {
            facts.add(
                    new PipelineJob(Repositories.id(payload, origin), build.id().toString(), pipeline, build.name()));
        }
        return facts;
    }

    /** The deployment made by a finished pipeline or job, if the configuration says that it is one. */
    private List<Fact> finished(
            Payload payload,
            DeploymentEvent event,
            String name,
            String id,
            @Nullable String status,
            @Nullable Instant finishedAt,
            @Nullable CommitSha sha,
            @Nullable String ref,
            @Nullable String url,
            Origin origin) {
        Optional<State> state = state(Objects.requireNonNullElse(status, "").toLowerCase(Locale.ROOT))
                .filter(GitLabDeployments::isOver);
        Optional<ReadFrom> readFrom = rules.readFrom(Repositories.fullName(payload), event, name);
        if (state.isEmpty() || readFrom.isEmpty() || finishedAt == null) {
            return List.of();
        }
        Deployment deployment = deployment(
                payload,
                id,
                Revision.of(Field.of(sha, "sha"), ref),
                Environment.PRODUCTION,
                new Request(finishedAt, Addresses.page(url)),
                readFrom.get(),
                finishedAt,
                origin);
        List<Fact> facts = new ArrayList<>(List.of(
                deployment, status(deployment, state.get().name().toLowerCase(Locale.ROOT), state.get(), finishedAt)));
        if (event == DeploymentEvent.JOB) {
            facts.add(new DeploymentJob(deployment.key(), id));
        }
        return facts;
    }

    private static Deployment deployment(
            Payload payload,
            String externalId,
            Revision revision,
            Environment environment,
            Request request,
            ReadFrom readFrom,
            Instant statedAt,
            Origin origin) {
        return new Deployment(
                key(Repositories.id(payload, origin), externalId, readFrom),
                revision,
                environment,
                request,
                Deployment.Details.NONE,
                readFrom,
                new Statement(statedAt, origin.key()));
    }

    private static DeploymentKey key(RepositoryId repository, String externalId, ReadFrom readFrom) {
        return new DeploymentKey(repository, externalId, null, DeploymentRules.ownEvent(readFrom));
    }
}
