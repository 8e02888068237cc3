package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts about merge requests and their reviews. */
final class MergeRequests {

    /** Represents any bot that may have opened a merge request. */
    private static final Author ANY_BOT = new Author(null, true);

    private MergeRequests() {}

    /** The facts of a merge request in its current state. */
    static Normalization told(Payload.MergeRequest payload, Origin origin) {
        Payload.MergeRequestState state = Field.of(payload.objectAttributes(), "object_attributes");
        boolean isApproval = "approved".equals(state.action()) || "approval".equals(state.action());
        Instant reviewedAt = isApproval && isByAnother(payload.user(), state) ? state.updatedAt() : null;
        return change(
                payload,
                payload.user(),
                "object_attributes",
                state,
                state.labels() == null ? payload.labels() : state.labels(),
                new Reviews(reviewedAt, isApproval ? state.updatedAt() : null),
                merge(state),
                origin);
    }

    /** Its merge, if it is merged: if fast-forwarded or squashed, nothing says which commit it resulted in. */
    private static @Nullable Merge merge(Payload.MergeRequestState state) {
        Instant statedAt = state.updatedAt() != null ? state.updatedAt() : state.createdAt();
        boolean isMerged = "merge".equals(state.action()) || "merged".equals(state.state());
        return isMerged && statedAt != null ? Merge.atLatest(statedAt, state.mergeCommitSha()) : null;
    }

    /**
     * The facts of a merge request read by API.
     *
     * @param notes all that may be reviews, and those that GitLab wrote for approvals
     */
    static Normalization listed(
            Payload project, ApiPayload.MergeRequestState listed, List<ApiPayload.Note> notes, Origin origin) {
        Payload.MergeRequestState state = listed.asInWebhook();
        Instant first = null;
        Instant approved = null;
        for (ApiPayload.Note note : notes) {
            Instant at = note.createdAt();
            if (at != null && (note.isApproval() || !Boolean.TRUE.equals(note.system()))) {
                boolean isReview = isByAnother(note.author(), state);
                first = isReview && (first == null || at.isBefore(first)) ? at : first;
                approved = note.isApproval() && (approved == null || at.isBefore(approved)) ? at : approved;
            }
        }
        return change(
                project,
                listed.author(),
                "merge_request",
                state,
                state.labels(),
                new Reviews(first, approved),
                listed.merge(),
                origin);
    }

    /** All commits of a merge request as of its branch, oldest first; empty when none are listed. */
    static Optional<ChangeCommits> commits(
            Payload project, ApiPayload.MergeRequestState state, List<ChangeCommits.Listed> commits, Origin origin) {
        if (commits.isEmpty() || state.sha() == null) {
            return Optional.empty();
        }
        Instant openedAt = Field.of(state.createdAt(), "merge_request.created_at");
        return Optional.of(new ChangeCommits(
                Repositories.id(project, origin),
                Field.of(state.iid(), "merge_request.iid").toString(),
                state.sha(),
                commits,
                null,
                new Statement(Objects.requireNonNullElse(state.updatedAt(), openedAt), origin.key())));
    }

    /** Whether somebody other than the author of a merge request did it. Deleted accounts are never the author. */
    private static boolean isByAnother(Payload.@Nullable User user, Payload.MergeRequestState change) {
        return user == null || user.id() == null || !user.id().equals(change.authorId());
    }

    private static Normalization change(
            Payload payload,
            Payload.@Nullable User user,
            String path,
            Payload.MergeRequestState state,
            @Nullable List<Payload.@Nullable Label> labels,
            Reviews reviews,
            @Nullable Merge merge,
            Origin origin) {
        Instant openedAt = Field.of(state.createdAt(), path + ".created_at");
        Instant statedAt = Objects.requireNonNullElse(state.updatedAt(), openedAt);
        Long number = Field.of(state.iid(), path + ".iid");
        CommitSha last = state.lastCommit() == null ? null : state.lastCommit().id();
        CommitSha head = last == null ? state.mergeCommitSha() : last;
        if (head == null) {
            return new Ignored("the merge request has no commits");
        }
        String title = Objects.requireNonNullElse(state.title(), "");
        String body = Objects.requireNonNullElse(state.description(), "");
        String branch = Objects.requireNonNullElse(state.sourceBranch(), "");
        Author author = Authors.of(state.authorId(), user);
        Place place = Repositories.place(payload, origin);
        Change change = new Change(
                new Entry(
                        Repositories.id(payload, origin),
                        number.toString(),
                        number,
                        title,
                        Addresses.page(state.url()),
                        Entry.labels(labels, Payload.Label::title)),
                new Change.Opening(openedAt, author),
                new Branch(
                        state.sourceProjectId() == null
                                ? null
                                : state.sourceProjectId().toString(),
                        branch,
                        head,
                        Field.of(state.targetBranch(), path + ".target_branch")),
                null,
                reviews,
                merge,
                Mentions.claims(place, author, title, body, branch),
                Mentions.claims(place, ANY_BOT, title, body, branch),
                new Statement(statedAt, origin.key()));
        return new Facts(List.of(Repositories.name(payload, origin, statedAt), change));
    }

    /**
     * A note by somebody else is a review. What older versions of GitLab send with it has no labels, and would remove them from the merge
     * request.
     */
    static Normalization reviewed(Payload.Note payload, Payload.NoteState note, Origin origin) {
        Payload.MergeRequestState state = Field.of(payload.mergeRequest(), "merge_request");
        if (state.labels() == null || !isByAnother(payload.user(), state)) {
            return new Ignored("the note says nothing of the merge request");
        }
        return change(
                payload,
                payload.user(),
                "merge_request",
                state,
                state.labels(),
                new Reviews(Field.of(note.createdAt(), "object_attributes.created_at"), null),
                merge(state),
                origin);
    }
}
