package dev.throughline.collector.source.github;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.BranchBase;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts about pull requests and their reviews. */
final class PullRequests {

    private PullRequests() {}

    /** The facts of a pull request in its current state. */
    static List<Fact> told(Payload.PullRequest payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.PullRequestState state = Field.of(payload.pullRequest(), "pull_request");
        Change change = change(repository, state, Reviews.NONE, origin);
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin, updatedAt(state)), change));
        base(change, state).ifPresent(facts::add);
        return facts;
    }

    /** Where its branch pointed relative to the other one; empty when it belongs to a fork, or when not everything is known. */
    private static Optional<BranchBase> base(Change change, Payload.PullRequestState state) {
        CommitSha base = Field.of(state.base(), "pull_request.base").sha();
        Branch branch = change.branch();
        Integer commits = change.commits();
        boolean isOfRepository = change.repository().externalId().equals(branch.repository());
        return base != null && commits != null && isOfRepository
                ? Optional.of(
                        new BranchBase(change.repository(), "refs/heads/" + branch.ref(), branch.head(), base, commits))
                : Optional.empty();
    }

    /**
     * The facts of a pull request read by API.
     *
     * @param reviews all of them
     */
    static List<Fact> listed(
            Payload.Repository repository,
            Payload.PullRequestState state,
            List<Payload.Review> reviews,
            Origin origin) {
        Instant first = null;
        Instant approved = null;
        for (Payload.Review review : reviews) {
            Instant at = review.submittedAt();
            if (at != null && isByAnother(review, state)) {
                first = first == null || at.isBefore(first) ? at : first;
                boolean isApproval = "approved".equalsIgnoreCase(review.state());
                approved = isApproval && (approved == null || at.isBefore(approved)) ? at : approved;
            }
        }
        Change change = change(repository, state, new Reviews(first, approved), origin);
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin, updatedAt(state)), change));
        base(change, state).ifPresent(facts::add);
        return facts;
    }

    /** All commits of a pull request, as of its branch. */
    static ChangeCommits commits(
            Payload.Repository repository,
            Payload.@Nullable PullRequestState payload,
            List<RepositoryCommit> commits,
            Origin origin) {
        Payload.PullRequestState state = Field.of(payload, "pull_request");
        Payload.Branch head = Field.of(state.head(), "pull_request.head");
        return new ChangeCommits(
                Repositories.id(repository),
                Field.of(state.number(), "pull_request.number").toString(),
                head.sha(),
                commits.stream()
                        .map(one -> new ChangeCommits.Listed(
                                one.commit().sha(), one.commit().authorAt()))
                        .toList(),
                null,
                new Statement(Objects.requireNonNullElse(updatedAt(state), origin.receivedAt()), origin.key()));
    }

    /** The facts of a review, including the current state of its pull request. */
    static List<Fact> reviewed(Payload.PullRequestReview payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Review review = Field.of(payload.review(), "review");
        Instant reviewedAt = isByAnother(review, payload.pullRequest()) ? review.submittedAt() : null;
        boolean isApproval = "approved".equalsIgnoreCase(review.state());
        return List.of(
                Repositories.name(repository, origin, review.submittedAt(), updatedAt(payload.pullRequest())),
                change(
                        repository,
                        Field.of(payload.pullRequest(), "pull_request"),
                        new Reviews(reviewedAt, isApproval ? review.submittedAt() : null),
                        origin));
    }

    /** Whether somebody other than the author of the pull request wrote the review. Deleted accounts are never the author. */
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
            Payload.Repository repository, Payload.PullRequestState state, Reviews reviews, Origin origin) {
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
                state.commits(),
                reviews,
                // before the merge, its commit is GitHub's test merge, which is never on a branch
                state.mergedAt() == null ? null : new Merge(state.mergedAt(), state.mergeCommitSha()),
                Mentions.claims(place, author, title, body, headRef),
                new Statement(Objects.requireNonNullElse(state.updatedAt(), openedAt), origin.key()));
    }

    private static @Nullable Instant updatedAt(Payload.@Nullable PullRequestState state) {
        return state == null ? null : state.updatedAt() != null ? state.updatedAt() : state.createdAt();
    }
}
