package dev.throughline.collector.source.gitea;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
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
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Causes;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the events of Gitea, Forgejo and Gogs into facts; the only place that does. */
final class GiteaEventConverter {

    /** This many commits of a push are listed unless configured otherwise; older versions do not say how many there are. */
    private static final int USUAL_COMMITS = 5;

    private static final Set<String> GONE = Set.of("deleted", "transferred");

    private final PayloadJson json = PayloadJson.snakeCase();
    private final GiteaDeployments deployments;
    private final Set<String> incidentLabels;

    GiteaEventConverter(GiteaProperties properties, Catalog catalog) {
        this.deployments = new GiteaDeployments(properties, catalog);
        this.incidentLabels = Set.copyOf(properties.incidentLabels());
    }

    /** @throws UnreadablePayload when the body does not have the documented shape */
    Normalization convert(String event, String body, Origin origin) {
        return switch (event) {
            case "create", "delete", "repository" -> named(json.read(body, Payload.Named.class), origin);
            case "push" -> push(json.read(body, Payload.Push.class), origin);
            case "pull_request" -> pullRequest(json.read(body, Payload.PullRequest.class), origin);
            case "pull_request_approved", "pull_request_review_approved" ->
                review(json.read(body, Payload.PullRequest.class), true, origin);
            case "pull_request_rejected",
                    "pull_request_comment",
                    "pull_request_review_rejected",
                    "pull_request_review_comment" -> review(json.read(body, Payload.PullRequest.class), false, origin);
            case "issues" -> issue(json.read(body, Payload.Issues.class), origin);
            case "issue_comment" -> comment(json.read(body, Payload.IssueComment.class), origin);
            case "release" -> deployments.released(json.read(body, Payload.Release.class), origin);
            case "status", "workflow_run", "workflow_job" ->
                new Ignored(
                        "events do not say what a workflow deploys: have its last step post to /api/v1/deployments, as docs/sources.md shows");
            case "" -> new Ignored("no X-Gitea-Event header says what happened");
            default -> new Ignored("nothing is measured from the event '" + event + "'");
        };
    }

    private static Normalization named(Payload.Named payload, Origin origin) {
        return new Facts(List.of(Repositories.name(Repositories.of(payload), origin)));
    }

    private Normalization push(Payload.Push payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        String ref = Field.of(payload.ref(), "ref");
        CommitSha before = payload.before();
        CommitSha after = payload.after();
        boolean isTrial = after != null && after.equals(before);
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin)));
        if (after != null && !isTrial) {
            List<Commit> listed = oldestFirst(
                    commits(Objects.requireNonNullElse(payload.commits(), List.of()), Repositories.place(repository)),
                    after);
            CommitSha head =
                    payload.headCommit() == null ? null : payload.headCommit().id();
            Integer total = before == null ? null : payload.totalCommits();
            Push push = new Push(
                    Repositories.id(repository),
                    new RefUpdate(
                            ref,
                            before,
                            after,
                            head == null && !ref.startsWith("refs/tags/") ? after : head,
                            before == null,
                            false,
                            null),
                    listed,
                    isTruncated(payload, listed.size()),
                    total,
                    null,
                    origin.receivedAt());
            facts.add(push);
            facts.addAll(deployments.pushed(push, repository, origin));
        }
        return new Facts(facts);
    }

    /**
     * Whether the push has commits that are not listed. For a new branch, the newest commits of its whole history are listed, whoever
     * pushed them: the older ones are unknown, but not cut off.
     */
    private static boolean isTruncated(Payload.Push payload, int listed) {
        if (payload.before() == null) {
            return false;
        }
        return payload.totalCommits() == null ? listed >= USUAL_COMMITS : payload.totalCommits() > listed;
    }

    /** They are listed newest first. */
    private static List<Commit> oldestFirst(List<Commit> listed, CommitSha head) {
        return !listed.isEmpty() && listed.getFirst().sha().equals(head) ? listed.reversed() : listed;
    }

    private static List<Commit> commits(List<Payload.@Nullable PushedCommit> listed, Place place) {
        List<Commit> commits = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            String path = "commits[" + i + "]";
            Payload.PushedCommit commit = Field.of(listed.get(i), path);
            Author author = Authors.of(commit.author());
            commits.add(new Commit(
                    Field.of(commit.id(), path + ".id"),
                    Field.of(commit.timestamp(), path + ".timestamp"),
                    AuthorTime.TIMESTAMP,
                    author,
                    Mentions.message(place, author, Objects.requireNonNullElse(commit.message(), "")),
                    commit.paths()));
        }
        return commits;
    }

    private static Normalization pullRequest(Payload.PullRequest payload, Origin origin) {
        return change(payload, Reviews.NONE, origin);
    }

    /** A review has no time: it is sent immediately. */
    private static Normalization review(Payload.PullRequest payload, boolean isApproval, Origin origin) {
        Instant at = origin.receivedAt();
        return change(
                payload,
                new Reviews(isByAnother(payload.sender(), payload.pullRequest()) ? at : null, isApproval ? at : null),
                origin);
    }

    /** Whether somebody other than the author of the pull request wrote the review. */
    private static boolean isByAnother(Payload.@Nullable User reviewer, Payload.@Nullable PullRequestState change) {
        Payload.User author = change == null ? null : change.user();
        return reviewer == null
                || author == null
                || reviewer.id() == null
                || !reviewer.id().equals(author.id());
    }

    private static Normalization change(Payload.PullRequest payload, Reviews reviews, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.PullRequestState state = Field.of(payload.pullRequest(), "pull_request");
        if (state.isWithoutHead()) {
            return new Ignored("Gogs says neither where the branch of a pull request points nor when it was opened");
        }
        Payload.Branch head = Field.of(state.head(), "pull_request.head");
        Payload.Branch base = Field.of(state.base(), "pull_request.base");
        Instant openedAt = Field.of(state.createdAt(), "pull_request.created_at");
        Instant statedAt = Objects.requireNonNullElse(state.updatedAt(), openedAt);
        String title = Objects.requireNonNullElse(state.title(), "");
        Author author = Authors.of(state.user());
        String headRef = Objects.requireNonNullElse(head.ref(), "");
        Change change = new Change(
                new Entry(
                        Repositories.id(repository),
                        Field.of(state.number(), "pull_request.number").toString(),
                        state.number(),
                        title,
                        Addresses.page(state.htmlUrl()),
                        Entry.labels(state.labels(), Payload.Label::name)),
                new Change.Opening(openedAt, author),
                new Branch(
                        head.repoId() == null ? null : head.repoId().toString(),
                        headRef,
                        Field.of(head.sha(), "pull_request.head.sha"),
                        Field.of(base.ref(), "pull_request.base.ref")),
                null,
                reviews,
                Boolean.TRUE.equals(state.merged())
                        ? new Merge(Objects.requireNonNullElse(state.mergedAt(), statedAt), state.mergeCommitSha())
                        : null,
                Mentions.claims(
                        Repositories.place(repository),
                        author,
                        title,
                        Objects.requireNonNullElse(state.body(), ""),
                        headRef),
                new Statement(statedAt, origin.key()));
        return new Facts(List.of(Repositories.name(repository, origin, statedAt), change));
    }

    /** Older versions do not say when one was closed: only the closing event does. */
    private Normalization issue(Payload.Issues payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Issue issue = Field.of(payload.issue(), "issue");
        long number = Field.of(issue.number(), "issue.number");
        Instant openedAt = Field.of(issue.createdAt(), "issue.created_at");
        Instant statedAt = Objects.requireNonNullElse(issue.updatedAt(), openedAt);
        boolean isClosed = "closed".equalsIgnoreCase(issue.state());
        boolean isGone = payload.action() != null && GONE.contains(payload.action());
        if (isClosed && !isGone && issue.closedAt() == null && !"closed".equals(payload.action())) {
            return new Ignored("the issue was closed before: nothing says since when");
        }
        String title = Objects.requireNonNullElse(issue.title(), "");
        List<String> labels = Entry.labels(issue.labels(), Payload.Label::name);
        String page = Addresses.page(issue.htmlUrl());
        return new Facts(List.of(
                Repositories.name(repository, origin, statedAt),
                new Incident(
                        new Entry(
                                Repositories.id(repository),
                                Field.of(issue.id(), "issue.id").toString(),
                                number,
                                title,
                                page == null ? Repositories.issue(repository, number) : page,
                                labels),
                        labels.stream().anyMatch(incidentLabels::contains) ? Kind.INCIDENT : Kind.ISSUE,
                        isGone,
                        openedAt,
                        isClosed ? Objects.requireNonNullElse(issue.closedAt(), statedAt) : null,
                        Causes.declared(Mentions.causes(
                                Repositories.place(repository), title, Objects.requireNonNullElse(issue.body(), ""))),
                        new Statement(statedAt, origin.key()))));
    }

    /** A comment that never declared anything can be ignored. */
    private static Normalization comment(Payload.IssueComment payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Issue issue = Field.of(payload.issue(), "issue");
        Payload.Comment comment = Field.of(payload.comment(), "comment");
        Instant createdAt = Field.of(comment.createdAt(), "comment.created_at");
        Instant statedAt = Objects.requireNonNullElse(comment.updatedAt(), createdAt);
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin, statedAt)));
        List<Cause> causes =
                Mentions.causes(Repositories.place(repository), Objects.requireNonNullElse(comment.body(), ""));
        boolean isOfChange = Boolean.TRUE.equals(payload.isPull()) || issue.pullRequest() != null;
        boolean isNothing = causes.isEmpty() && "created".equals(payload.action());
        if (!isOfChange && !isNothing) {
            facts.add(new IncidentComment(
                    Repositories.id(repository),
                    Field.of(issue.id(), "issue.id").toString(),
                    Field.of(comment.id(), "comment.id").toString(),
                    causes,
                    "deleted".equals(payload.action()),
                    new Statement(statedAt, origin.key())));
        }
        return new Facts(facts);
    }
}
