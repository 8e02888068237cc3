package dev.throughline.collector.source.github;

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
import dev.throughline.engine.fact.BranchBase;
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
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns GitHub's events into facts; the only place that does. How each field is read: definitions 1.4, 1.5 and 1.10. */
final class GitHubEventConverter {

    /** GitHub lists no more commits of one push than this, and seldom says how many there are. */
    private static final int MOST_COMMITS = 2048;

    private static final Set<String> GONE = Set.of("deleted", "transferred");

    private final PayloadJson json = PayloadJson.snakeCase();
    private final GitHubDeployments deployments;
    private final Set<String> incidentLabels;

    GitHubEventConverter(GitHubProperties properties, Catalog catalog) {
        this.deployments = new GitHubDeployments(properties, catalog);
        this.incidentLabels = Set.copyOf(properties.incidentLabels());
    }

    /** @throws UnreadablePayload when the body does not have the shape that GitHub promises */
    Normalization convert(String event, String body, Origin origin) {
        return switch (event) {
            case "ping", "create", "delete" -> named(event, json.read(body, Payload.Named.class), origin);
            case "repository" -> renaming(json.read(body, Payload.Renaming.class), origin);
            case "push" -> push(json.read(body, Payload.Push.class), origin);
            case "pull_request" -> pullRequest(json.read(body, Payload.PullRequest.class), origin);
            case "pull_request_review" -> review(json.read(body, Payload.PullRequestReview.class), origin);
            case "issues" -> issue(json.read(body, Payload.Issues.class), origin);
            case "issue_comment" -> comment(json.read(body, Payload.IssueComment.class), origin);
            case "deployment" -> deployments.created(json.read(body, Payload.Deployment.class), origin);
            case "deployment_status" -> deployments.stated(json.read(body, Payload.DeploymentStatus.class), origin);
            case "workflow_run" -> deployments.ran(json.read(body, Payload.WorkflowRun.class), origin);
            case "release" -> deployments.released(json.read(body, Payload.Release.class), origin);
            case "" -> new Ignored("no X-GitHub-Event header says what happened");
            default -> new Ignored("nothing is measured from the event '" + event + "'");
        };
    }

    private static Normalization named(String event, Payload.Named payload, Origin origin) {
        return payload.repository() == null
                ? new Ignored("the event '" + event + "' names no repository")
                : new Facts(List.of(Repositories.name(payload.repository(), origin)));
    }

    private static Normalization renaming(Payload.Renaming payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        RepositoryName name = Repositories.name(repository, origin);
        return new Facts(Stream.concat(
                        Repositories.formerName(repository, payload.changes()).stream()
                                .<Fact>map(former -> name.former(former)),
                        Stream.of(name))
                .toList());
    }

    private Normalization push(Payload.Push payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        List<Fact> facts = new ArrayList<>();
        facts.add(Repositories.name(repository, origin));
        if (Boolean.TRUE.equals(payload.deleted())) {
            return new Facts(facts);
        }
        String ref = Field.of(payload.ref(), "ref");
        CommitSha after = Field.of(payload.after(), "after");
        CommitSha headCommit =
                payload.headCommit() == null ? null : payload.headCommit().id();
        List<Payload.@Nullable PushedCommit> listed = Objects.requireNonNullElse(payload.commits(), List.of());
        boolean isTruncated = payload.size() == null ? listed.size() >= MOST_COMMITS : payload.size() > listed.size();
        Push push = new Push(
                Repositories.id(repository),
                new RefUpdate(
                        ref,
                        payload.before(),
                        after,
                        headCommit == null && !ref.startsWith("refs/tags/") ? after : headCommit,
                        payload.before() == null || Boolean.TRUE.equals(payload.created()),
                        Boolean.TRUE.equals(payload.forced()),
                        payload.baseRef()),
                commits(isTruncated ? withHead(listed, payload.headCommit()) : listed, Repositories.place(repository)),
                isTruncated,
                payload.size() != null || isTruncated ? payload.size() : Integer.valueOf(listed.size()),
                repository.pushedAt(),
                origin.receivedAt());
        facts.add(push);
        facts.addAll(deployments.pushed(push, repository, origin));
        return new Facts(facts);
    }

    /** The head stands beside the list, which may end before it. */
    private static List<Payload.@Nullable PushedCommit> withHead(
            List<Payload.@Nullable PushedCommit> listed, Payload.@Nullable PushedCommit head) {
        List<Payload.@Nullable PushedCommit> all = new ArrayList<>(listed);
        if (head != null
                && listed.stream()
                        .filter(Objects::nonNull)
                        .noneMatch(commit -> Objects.equals(commit.id(), head.id()))) {
            all.add(head);
        }
        return all;
    }

    private static List<Commit> commits(List<Payload.@Nullable PushedCommit> listed, Place place) {
        List<Commit> commits = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            String path = "commits[" + i + "]";
            Payload.PushedCommit commit = Field.of(listed.get(i), path);
            Instant authored = commit.author() == null ? null : commit.author().date();
            Author author = Authors.of(commit.author());
            commits.add(new Commit(
                    Field.of(commit.id(), path + ".id"),
                    authored != null ? authored : Field.of(commit.timestamp(), path + ".timestamp"),
                    authored != null ? AuthorTime.AUTHOR_DATE : AuthorTime.TIMESTAMP,
                    author,
                    Mentions.message(place, author, Objects.requireNonNullElse(commit.message(), "")),
                    commit.paths()));
        }
        return commits;
    }

    private static Normalization pullRequest(Payload.PullRequest payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Change change = change(repository, payload.pullRequest(), Reviews.NONE, origin);
        List<Fact> facts = new ArrayList<>(
                List.of(Repositories.name(repository, origin, updatedAt(payload.pullRequest())), change));
        CommitSha base = Field.of(
                        Field.of(payload.pullRequest(), "pull_request").base(), "pull_request.base")
                .sha();
        Branch branch = change.branch();
        Integer commits = change.commits().count();
        boolean isOfRepository = change.repository().externalId().equals(branch.repository());
        if (base != null && commits != null && isOfRepository) {
            facts.add(new BranchBase(change.repository(), "refs/heads/" + branch.ref(), branch.head(), base, commits));
        }
        return new Facts(facts);
    }

    private static Normalization review(Payload.PullRequestReview payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Review review = Field.of(payload.review(), "review");
        Instant reviewedAt = isByAnother(review, payload.pullRequest()) ? review.submittedAt() : null;
        boolean isApproval = "approved".equalsIgnoreCase(review.state());
        return new Facts(List.of(
                Repositories.name(repository, origin, review.submittedAt(), updatedAt(payload.pullRequest())),
                change(
                        repository,
                        payload.pullRequest(),
                        new Reviews(reviewedAt, isApproval ? review.submittedAt() : null),
                        origin)));
    }

    /** Whether somebody other than the author of the pull request wrote the review. Deleted accounts are nobody's own. */
    private static boolean isByAnother(Payload.Review review, Payload.@Nullable PullRequestState change) {
        Payload.User reviewer = review.user();
        Payload.User author = change == null ? null : change.user();
        if (reviewer == null || author == null) {
            return true;
        }
        return reviewer.id() != null && author.id() != null
                ? !reviewer.id().equals(author.id())
                : reviewer.login() == null || !reviewer.login().equalsIgnoreCase(author.login());
    }

    private static Change change(
            Payload.Repository repository, Payload.@Nullable PullRequestState payload, Reviews reviews, Origin origin) {
        Payload.PullRequestState state = Field.of(payload, "pull_request");
        Payload.Branch head = Field.of(state.head(), "pull_request.head");
        Payload.Branch base = Field.of(state.base(), "pull_request.base");
        Instant openedAt = Field.of(state.createdAt(), "pull_request.created_at");
        String title = Objects.requireNonNullElse(state.title(), "");
        String body = Objects.requireNonNullElse(state.body(), "");
        Author author = Authors.of(state.user());
        String headRef = Objects.requireNonNullElse(head.ref(), "");
        Place place = Repositories.place(repository);
        return new Change(
                new Entry(
                        Repositories.id(repository),
                        Field.of(state.number(), "pull_request.number").toString(),
                        state.number(),
                        title,
                        Addresses.page(state.htmlUrl()),
                        Entry.labels(state.labels(), Payload.Label::name)),
                new Change.Opening(openedAt, author),
                new Branch(
                        head.repo() == null || head.repo().id() == null
                                ? null
                                : head.repo().id().toString(),
                        headRef,
                        Field.of(head.sha(), "pull_request.head.sha"),
                        Field.of(base.ref(), "pull_request.base.ref")),
                Change.Commits.counted(state.commits()),
                reviews,
                // before the merge its commit is GitHub's test merge, which no branch ever holds
                state.mergedAt() == null ? null : new Merge(state.mergedAt(), state.mergeCommitSha()),
                Mentions.claims(place, author, title, body, headRef),
                new Statement(Objects.requireNonNullElse(state.updatedAt(), openedAt), origin.key()));
    }

    private static @Nullable Instant updatedAt(Payload.@Nullable PullRequestState state) {
        return state == null ? null : state.updatedAt() != null ? state.updatedAt() : state.createdAt();
    }

    private Normalization issue(Payload.Issues payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Issue issue = Field.of(payload.issue(), "issue");
        Instant openedAt = Field.of(issue.createdAt(), "issue.created_at");
        Instant statedAt = Objects.requireNonNullElse(issue.updatedAt(), openedAt);
        String title = Objects.requireNonNullElse(issue.title(), "");
        List<String> labels = Entry.labels(issue.labels(), Payload.Label::name);
        boolean isCalledIncident = Stream.concat(labels.stream(), type(issue)).anyMatch(incidentLabels::contains);
        return new Facts(List.of(
                Repositories.name(repository, origin, statedAt),
                new Incident(
                        new Entry(
                                Repositories.id(repository),
                                Field.of(issue.id(), "issue.id").toString(),
                                Field.of(issue.number(), "issue.number"),
                                title,
                                Addresses.page(issue.htmlUrl()),
                                labels),
                        isCalledIncident ? kind(issue) : Kind.ISSUE,
                        payload.action() != null && GONE.contains(payload.action()),
                        openedAt,
                        resolvedAt(issue, statedAt),
                        Causes.declared(Mentions.causes(
                                Repositories.place(repository), title, Objects.requireNonNullElse(issue.body(), ""))),
                        new Statement(statedAt, origin.key()))));
    }

    /** What bots write quotes and guesses; of what declared nothing from the beginning nothing needs to be known. */
    private static Normalization comment(Payload.IssueComment payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Issue issue = Field.of(payload.issue(), "issue");
        Payload.Comment comment = Field.of(payload.comment(), "comment");
        Instant createdAt = Field.of(comment.createdAt(), "comment.created_at");
        Instant statedAt = Objects.requireNonNullElse(comment.updatedAt(), createdAt);
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin, statedAt)));
        List<String> causes =
                Mentions.causes(Repositories.place(repository), Objects.requireNonNullElse(comment.body(), ""));
        boolean isNothing = causes.isEmpty() && "created".equals(payload.action());
        if (issue.pullRequest() == null && !isNothing) {
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

    private static Stream<String> type(Payload.Issue issue) {
        return Optional.ofNullable(issue.type()).map(Payload.IssueType::name).stream()
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** What is called an incident is one, unless it is closed as something else. */
    private static Kind kind(Payload.Issue issue) {
        if (!"closed".equalsIgnoreCase(issue.state())) {
            return Kind.INCIDENT;
        }
        return switch (Objects.requireNonNullElse(issue.stateReason(), "").toLowerCase(Locale.ROOT)) {
            case "not_planned" -> Kind.NOT_PLANNED;
            case "duplicate" -> Kind.DUPLICATE;
            default -> Kind.INCIDENT;
        };
    }

    private static @Nullable Instant resolvedAt(Payload.Issue issue, Instant statedAt) {
        if (issue.closedAt() != null) {
            return "open".equalsIgnoreCase(issue.state()) ? null : issue.closedAt();
        }
        return "closed".equalsIgnoreCase(issue.state()) ? statedAt : null;
    }
}
