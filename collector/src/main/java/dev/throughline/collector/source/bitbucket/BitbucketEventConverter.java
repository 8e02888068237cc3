package dev.throughline.collector.source.bitbucket;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.rule.DeploymentRules;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.Deployment.Request;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Causes;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns Bitbucket's events into facts; the only place that does. */
final class BitbucketEventConverter {

    private static final int FULL_HASH = 40;

    /** The states in which an issue is over. */
    private static final Set<String> OVER = Set.of("resolved", "closed", "invalid", "duplicate", "wontfix");

    private final PayloadJson json = PayloadJson.snakeCase();
    private final DeploymentRules rules;
    private final Set<String> incidentLabels;

    /** A commit with its parents, which only its own pushes contain. */
    private record Grown(Commit commit, List<CommitSha> parents) {}

    BitbucketEventConverter(BitbucketProperties properties, Catalog catalog) {
        this.rules = new DeploymentRules(BitbucketProperties.DEPLOYMENTS, properties.deployments(), catalog);
        this.incidentLabels = Set.copyOf(properties.incidentLabels());
    }

    /** @throws UnreadablePayload when the body does not have the shape that Bitbucket documents */
    Normalization convert(String event, String body, Origin origin) {
        return switch (event) {
            case "repo:push" -> push(json.read(body, Payload.Pushed.class), origin);
            case "repo:updated" -> renaming(json.read(body, Payload.Updated.class), origin);
            case "pullrequest:created",
                    "pullrequest:updated",
                    "pullrequest:approved",
                    "pullrequest:changes_request_created",
                    "pullrequest:fulfilled",
                    "pullrequest:rejected" -> pullRequest(event, json.read(body, Payload.PullRequest.class), origin);
            case "issue:created", "issue:updated" -> issue(json.read(body, Payload.Issues.class), origin);
            case "issue:comment_created" -> comment(json.read(body, Payload.Issues.class), origin);
            case "repo:commit_status_created", "repo:commit_status_updated" ->
                new Ignored(
                        "a status of a commit names no environment: let the pipeline post to /api/v1/deployments, as docs/sources.md shows");
            case "" -> new Ignored("no X-Event-Key header says what happened");
            default -> new Ignored("nothing is measured from the event '" + event + "'");
        };
    }

    private static Normalization renaming(Payload.Updated payload, Origin origin) {
        RepositoryName name = Repositories.name(Repositories.of(payload), origin.at());
        Payload.TextChange change =
                payload.changes() == null ? null : payload.changes().fullName();
        return new Facts(Stream.concat(
                        Stream.ofNullable(change == null ? null : change.old())
                                .<Fact>map(former -> name.former(former)),
                        Stream.of(name))
                .toList());
    }

    private Normalization push(Payload.Pushed payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        List<Payload.@Nullable Change> changes =
                Field.of(Field.of(payload.push(), "push").changes(), "push.changes");
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin.at())));
        for (int i = 0; i < changes.size(); i++) {
            String path = "push.changes[" + i + "]";
            Payload.Change change = Field.of(changes.get(i), path);
            if (change.now() != null) {
                Push push = push(change, change.now(), path, repository, origin);
                facts.add(push);
                deployed(push, change.now(), repository, origin).ifPresent(facts::addAll);
            }
        }
        return new Facts(facts);
    }

    private static Push push(
            Payload.Change change, Payload.Ref now, String path, Payload.Repository repository, Origin origin) {
        CommitSha after = Field.of(Field.of(now.target(), path + ".new.target").hash(), path + ".new.target.hash");
        CommitSha old = change.old() == null || change.old().target() == null
                ? null
                : change.old().target().hash();
        List<Grown> listed = commits(
                        Objects.requireNonNullElse(change.commits(), List.of()), path, Repositories.place(repository))
                .reversed();
        boolean isCreated = old == null;
        return new Push(
                Repositories.id(repository),
                new RefUpdate(
                        ref(now, path),
                        isCreated ? start(listed, after) : old,
                        after,
                        after,
                        isCreated,
                        Boolean.TRUE.equals(change.forced()),
                        null),
                listed.stream().map(Grown::commit).toList(),
                // for a new branch, the newest commits of its whole history are listed, whoever pushed them
                !isCreated && Boolean.TRUE.equals(change.truncated()),
                null,
                null,
                origin.at());
    }

    private static String ref(Payload.Ref ref, String path) {
        String name = Field.of(ref.name(), path + ".new.name");
        return (isTag(ref) ? "refs/tags/" : "refs/heads/") + name;
    }

    private static boolean isTag(Payload.Ref ref) {
        return ref.type() != null && ref.type().endsWith("tag");
    }

    /** Where a new branch starts: the parent of the oldest listed commit, if each commit has exactly one parent, listed before it. */
    private static @Nullable CommitSha start(List<Grown> listed, CommitSha head) {
        CommitSha next = head;
        for (Grown grown : listed.reversed()) {
            if (!grown.commit.sha().equals(next) || grown.parents.size() != 1) {
                return null;
            }
            next = grown.parents.getFirst();
        }
        return listed.isEmpty() ? null : next;
    }

    private static List<Grown> commits(List<Payload.@Nullable Commit> listed, String push, Place place) {
        List<Grown> commits = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            String path = push + ".commits[" + i + "]";
            Payload.Commit commit = Field.of(listed.get(i), path);
            Author author = Authors.of(commit.author());
            Commit.Message message = Mentions.message(place, author, Objects.requireNonNullElse(commit.message(), ""));
            List<Payload.@Nullable Target> told = commit.parents();
            List<CommitSha> parents = told == null
                    ? List.of()
                    : told.stream()
                            .filter(Objects::nonNull)
                            .map(Payload.Target::hash)
                            .filter(Objects::nonNull)
                            .toList();
            commits.add(new Grown(
                    new Commit(
                            Field.of(commit.hash(), path + ".hash"),
                            Field.of(commit.date(), path + ".date"),
                            AuthorTime.COMMITTED,
                            author,
                            new Commit.Message(
                                    message.title(),
                                    told == null ? message.isMerge() : parents.size() > 1,
                                    message.pickedFrom(),
                                    message.claims()),
                            null),
                    parents));
        }
        return commits;
    }

    /** The deployment made by a pushed tag, if tags are deployments. */
    private Optional<List<Fact>> deployed(Push push, Payload.Ref ref, Payload.Repository repository, Origin origin) {
        String tag = ref.name();
        return isTag(ref) && tag != null
                ? rules.readFrom(Repositories.fullName(repository), DeploymentEvent.TAG, tag)
                        .map(readFrom -> deployment(push, tag, readFrom, repository, origin))
                : Optional.empty();
    }

    private static List<Fact> deployment(
            Push push, String tag, ReadFrom readFrom, Payload.Repository repository, Origin origin) {
        CommitSha commit = push.update().after();
        Deployment deployment = new Deployment(
                new DeploymentKey(push.repository(), tag + "@" + commit, null, DeploymentRules.ownEvent(readFrom)),
                Revision.of(commit, tag),
                Environment.PRODUCTION,
                new Request(push.at(), Repositories.page(repository.links())),
                Deployment.Details.NONE,
                readFrom,
                new Statement(push.at(), origin.key()));
        return List.of(
                deployment, new DeploymentStatus(deployment.key(), commit + "@" + push.at(), State.SUCCESS, push.at()));
    }

    private static Normalization pullRequest(String event, Payload.PullRequest payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.PullRequestState state = Field.of(payload.pullrequest(), "pullrequest");
        Payload.Side source = Field.of(state.source(), "pullrequest.source");
        Optional<CommitSha> head = full(source.commit(), "pullrequest.source.commit.hash");
        if (head.isEmpty()) {
            return new Ignored(
                    "Bitbucket abbreviates the hashes of a pull request, so its own commits are unknown: their lead times are measured, and a pipeline can post the change to /api/v1/changes");
        }
        long number = Field.of(state.id(), "pullrequest.id");
        Instant openedAt = Field.of(state.createdOn(), "pullrequest.created_on");
        Instant statedAt = Objects.requireNonNullElse(state.updatedOn(), openedAt);
        String title = Objects.requireNonNullElse(state.title(), "");
        String branch = name(source);
        Author author = Authors.of(state.author());
        boolean isMerged = "MERGED".equalsIgnoreCase(state.state());
        Payload.Approval approval = payload.approval();
        Instant reviewedAt = approval == null ? null : Objects.requireNonNullElse(approval.date(), origin.at());
        return new Facts(List.of(
                Repositories.name(repository, origin.at()),
                new Change(
                        new Entry(
                                Repositories.id(repository),
                                Long.toString(number),
                                number,
                                title,
                                Repositories.page(state.links()),
                                List.of()),
                        new Change.Opening(openedAt, author),
                        new Branch(
                                source.repository() == null
                                                || source.repository().uuid() == null
                                        ? null
                                        : Repositories.uuid(source.repository().uuid()),
                                branch,
                                head.get(),
                                name(Field.of(state.destination(), "pullrequest.destination"))),
                        null,
                        new Reviews(reviewedAt, event.equals("pullrequest:approved") ? reviewedAt : null),
                        isMerged
                                ? new Merge(
                                        statedAt,
                                        full(state.mergeCommit(), "pullrequest.merge_commit.hash")
                                                .orElse(null))
                                : null,
                        Mentions.claims(
                                Repositories.place(repository),
                                author,
                                title,
                                Objects.requireNonNullElse(state.description(), ""),
                                branch),
                        new Statement(statedAt, origin.key()))));
    }

    private static String name(Payload.Side side) {
        return side.branch() == null
                ? ""
                : Objects.requireNonNullElse(side.branch().name(), "");
    }

    /** A full hash; empty when it is abbreviated or missing. */
    private static Optional<CommitSha> full(Payload.@Nullable Abbreviated commit, String path) {
        String hash = commit == null ? null : commit.hash();
        if (hash == null || hash.length() < FULL_HASH) {
            return Optional.empty();
        }
        try {
            return CommitSha.parse(hash);
        } catch (IllegalArgumentException _) {
            throw UnreadablePayload.at(path, "is not a commit hash");
        }
    }

    /** Only the change of the state says when it was resolved: later events do not. */
    private Normalization issue(Payload.Issues payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Issue issue = Field.of(payload.issue(), "issue");
        long id = Field.of(issue.id(), "issue.id");
        Instant openedAt = Field.of(issue.createdOn(), "issue.created_on");
        Instant statedAt = Objects.requireNonNullElse(issue.updatedOn(), openedAt);
        String state = Objects.requireNonNullElse(issue.state(), "").toLowerCase(Locale.ROOT);
        boolean isOver = OVER.contains(state);
        if (isOver && payload.changes() != null && !isEnd(payload.changes().status())) {
            return new Ignored("the issue was over before: nothing says since when");
        }
        String title = Objects.requireNonNullElse(issue.title(), "");
        List<String> labels = labels(issue);
        return new Facts(List.of(
                Repositories.name(repository, origin.at()),
                new Incident(
                        new Entry(
                                Repositories.id(repository),
                                Long.toString(id),
                                id,
                                title,
                                Repositories.page(issue.links()),
                                labels),
                        labels.stream().anyMatch(incidentLabels::contains) ? kind(state) : Kind.ISSUE,
                        false,
                        openedAt,
                        isOver ? statedAt : null,
                        Causes.declared(Mentions.causes(Repositories.place(repository), title, raw(issue.content()))),
                        new Statement(statedAt, origin.key()))));
    }

    /** Whether the state changed from one in which an issue is not over. */
    private static boolean isEnd(Payload.@Nullable TextChange status) {
        return status != null
                && (status.old() == null || !OVER.contains(status.old().toLowerCase(Locale.ROOT)));
    }

    private static Kind kind(String state) {
        return switch (state) {
            case "invalid", "wontfix" -> Kind.NOT_PLANNED;
            case "duplicate" -> Kind.DUPLICATE;
            default -> Kind.INCIDENT;
        };
    }

    /** What an issue has instead of labels. */
    private static List<String> labels(Payload.Issue issue) {
        return Entry.labels(Arrays.asList(
                issue.kind(),
                issue.component() == null ? null : issue.component().name()));
    }

    private static Normalization comment(Payload.Issues payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Issue issue = Field.of(payload.issue(), "issue");
        Payload.Comment comment = Field.of(payload.comment(), "comment");
        Instant createdAt = Field.of(comment.createdOn(), "comment.created_on");
        List<Cause> causes = Mentions.causes(Repositories.place(repository), raw(comment.content()));
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin.at())));
        if (!causes.isEmpty()) {
            facts.add(new IncidentComment(
                    Repositories.id(repository),
                    Field.of(issue.id(), "issue.id").toString(),
                    Field.of(comment.id(), "comment.id").toString(),
                    causes,
                    false,
                    new Statement(Objects.requireNonNullElse(comment.updatedOn(), createdAt), origin.key())));
        }
        return new Facts(facts);
    }

    private static String raw(Payload.@Nullable Content content) {
        return content == null ? "" : Objects.requireNonNullElse(content.raw(), "");
    }
}
