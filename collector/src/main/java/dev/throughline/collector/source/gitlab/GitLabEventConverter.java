package dev.throughline.collector.source.gitlab;

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
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns GitLab's events into facts; the only place that does. How each field is read: definitions 1.4, 1.5 and 1.10. */
final class GitLabEventConverter {

    /** Stands for whatever bot may have opened a merge request. */
    private static final Author ANY_BOT = new Author(null, true);

    private static final Set<String> EPICS = Set.of("epic", "objective", "key result");

    private final PayloadJson json = PayloadJson.snakeCase();
    private final GitLabDeployments deployments;
    private final Set<String> incidentLabels;

    GitLabEventConverter(GitLabProperties properties, Catalog catalog) {
        this.deployments = new GitLabDeployments(properties, catalog);
        this.incidentLabels = Set.copyOf(properties.incidentLabels());
    }

    /**
     * What happened stands in the body: every event of a whole instance has the same header.
     *
     * @param event the header; its hooks all end so
     * @throws UnreadablePayload when the body does not have the shape that GitLab promises
     */
    Normalization convert(String event, String body, Origin origin) {
        Payload.Kind payload = json.read(body, Payload.Kind.class);
        String kind = payload.objectKind() == null ? payload.eventName() : payload.objectKind();
        if (kind == null && event.endsWith(" Hook")) {
            throw UnreadablePayload.at("object_kind", "is missing");
        }
        return switch (Objects.requireNonNullElse(kind, event)) {
            case "project_create", "project_update", "project_rename", "project_transfer" ->
                naming(json.read(body, Payload.Naming.class), origin);
            case "push", "tag_push" -> push(json.read(body, Payload.Push.class), origin);
            case "merge_request" -> mergeRequest(json.read(body, Payload.MergeRequest.class), origin);
            case "issue", "work_item" -> issue(json.read(body, Payload.Issue.class), origin);
            case "note" -> note(json.read(body, Payload.Note.class), origin);
            case "deployment" -> deployments.changed(json.read(body, Payload.Deployment.class), origin);
            case "pipeline" -> deployments.ran(json.read(body, Payload.Pipeline.class), origin);
            case "build" -> deployments.worked(json.read(body, Payload.Job.class), origin);
            case "release" -> deployments.released(json.read(body, Payload.Release.class), origin);
            case "feature_flag" -> new Ignored("feature flags are not measured");
            case "" -> new Ignored("neither a header nor the body says what happened");
            case String other -> new Ignored("nothing is measured from the event '" + other + "'");
        };
    }

    private static Normalization naming(Payload.Naming payload, Origin origin) {
        if (Repositories.host(payload, origin).isEmpty()) {
            return new Ignored("nothing says which GitLab the project belongs to");
        }
        RepositoryName name = Repositories.name(payload, origin, payload.createdAt(), payload.updatedAt());
        return new Facts(Stream.concat(
                        Stream.ofNullable(payload.oldPathWithNamespace())
                                .filter(former -> !former.isBlank())
                                .<Fact>map(former -> name.former(former.strip())),
                        Stream.of(name))
                .toList());
    }

    private Normalization push(Payload.Push payload, Origin origin) {
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(payload, origin)));
        String ref = Field.of(payload.ref(), "ref");
        if (payload.after() == null && payload.before() != null) {
            return new Facts(facts);
        }
        CommitSha after = Field.of(payload.after(), "after");
        CommitSha head = payload.checkoutSha();
        List<Payload.@Nullable PushedCommit> listed = Objects.requireNonNullElse(payload.commits(), List.of());
        Integer total = payload.totalCommitsCount();
        // a hook of a whole instance lists none, whatever was pushed
        boolean isUnlisted = payload.objectKind() == null && listed.isEmpty() && payload.before() != null;
        boolean isTruncated = isUnlisted || total != null && total > listed.size();
        Push push = new Push(
                Repositories.id(payload, origin),
                new RefUpdate(
                        ref,
                        payload.before(),
                        after,
                        head == null && !ref.startsWith("refs/tags/") ? after : head,
                        payload.before() == null,
                        false,
                        null),
                commits(listed, Repositories.place(payload, origin)),
                isTruncated,
                isTruncated ? (total == null || total == 0 ? null : total) : Integer.valueOf(listed.size()),
                null,
                origin.receivedAt());
        facts.add(push);
        facts.addAll(deployments.pushed(push, payload, origin));
        return new Facts(facts);
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
                    AuthorTime.COMMITTED,
                    author,
                    Mentions.message(place, author, Objects.requireNonNullElse(commit.message(), "")),
                    commit.paths()));
        }
        return commits;
    }

    private static Normalization mergeRequest(Payload.MergeRequest payload, Origin origin) {
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
                origin);
    }

    /** Whether somebody other than the author of a merge request did it. Deleted accounts are nobody's own. */
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
            Origin origin) {
        Instant openedAt = Field.of(state.createdAt(), path + ".created_at");
        Instant statedAt = Objects.requireNonNullElse(state.updatedAt(), openedAt);
        Long number = Field.of(state.iid(), path + ".iid");
        CommitSha last = state.lastCommit() == null ? null : state.lastCommit().id();
        CommitSha head = last == null ? state.mergeCommitSha() : last;
        if (head == null) {
            return new Ignored("the merge request has no commits");
        }
        boolean isMerged = "merge".equals(state.action()) || "merged".equals(state.state());
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
                // fast-forwarded or squashed, nothing says what it ended in
                isMerged ? Merge.atLatest(statedAt, state.mergeCommitSha()) : null,
                Mentions.claims(place, author, title, body, branch),
                Mentions.claims(place, ANY_BOT, title, body, branch),
                new Statement(statedAt, origin.key()));
        return new Facts(List.of(Repositories.name(payload, origin, statedAt), change));
    }

    private Normalization issue(Payload.Issue payload, Origin origin) {
        if (payload.project() == null) {
            return new Ignored("what belongs to a group and to no project is no incident");
        }
        Payload.IssueState issue = Field.of(payload.objectAttributes(), "object_attributes");
        Instant openedAt = Field.of(issue.createdAt(), "object_attributes.created_at");
        Instant statedAt = Objects.requireNonNullElse(issue.updatedAt(), openedAt);
        String title = Objects.requireNonNullElse(issue.title(), "");
        List<String> labels =
                Entry.labels(issue.labels() == null ? payload.labels() : issue.labels(), Payload.Label::title);
        String type = Objects.requireNonNullElse(issue.type(), "").toLowerCase(Locale.ROOT);
        boolean isCalledIncident =
                Stream.concat(labels.stream(), Stream.of(type)).anyMatch(incidentLabels::contains);
        return new Facts(List.of(
                Repositories.name(payload, origin, statedAt),
                new Incident(
                        new Entry(
                                Repositories.id(payload, origin),
                                Field.of(issue.id(), "object_attributes.id").toString(),
                                Field.of(issue.iid(), "object_attributes.iid"),
                                title,
                                Addresses.page(issue.url()),
                                labels),
                        isCalledIncident ? kind(issue, type) : Kind.ISSUE,
                        false,
                        openedAt,
                        isClosed(issue) ? Objects.requireNonNullElse(issue.closedAt(), statedAt) : null,
                        Causes.declared(Mentions.causes(
                                Repositories.place(payload, origin),
                                title,
                                Objects.requireNonNullElse(issue.description(), ""))),
                        new Statement(statedAt, origin.key()))));
    }

    /** By its state alone: what GitLab calls the escalation stays resolved when an incident is opened again. */
    private static boolean isClosed(Payload.IssueState issue) {
        return "closed".equals(issue.state());
    }

    /** What is called an incident is one, unless it is closed as something else. */
    private static Kind kind(Payload.IssueState issue, String type) {
        if (EPICS.contains(type) || isClosed(issue) && issue.promotedToEpicId() != null) {
            return Kind.PROMOTED;
        }
        if (isClosed(issue) && issue.movedToId() != null) {
            return Kind.MOVED;
        }
        return isClosed(issue) && issue.duplicatedToId() != null ? Kind.DUPLICATE : Kind.INCIDENT;
    }

    private static Normalization note(Payload.Note payload, Origin origin) {
        Payload.NoteState note = Field.of(payload.objectAttributes(), "object_attributes");
        if (Boolean.TRUE.equals(note.system())) {
            return new Ignored("GitLab's own notes say nothing");
        }
        return switch (Objects.requireNonNullElse(note.noteableType(), "")) {
            case "Issue", "WorkItem" -> comment(payload, note, origin);
            case "MergeRequest" -> review(payload, note, origin);
            case String other -> new Ignored("nothing is measured from a note on '" + other + "'");
        };
    }

    /** Of what declared nothing from the beginning nothing needs to be known. */
    private static Normalization comment(Payload.Note payload, Payload.NoteState note, Origin origin) {
        Instant createdAt = Field.of(note.createdAt(), "object_attributes.created_at");
        Instant statedAt = Objects.requireNonNullElse(note.updatedAt(), createdAt);
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(payload, origin, statedAt)));
        List<String> causes =
                Mentions.causes(Repositories.place(payload, origin), Objects.requireNonNullElse(note.note(), ""));
        String action = Objects.requireNonNullElse(note.action(), "create");
        if (!causes.isEmpty() || !action.equals("create")) {
            facts.add(new IncidentComment(
                    Repositories.id(payload, origin),
                    Field.of(note.noteableId(), "object_attributes.noteable_id").toString(),
                    Field.of(note.id(), "object_attributes.id").toString(),
                    causes,
                    action.equals("delete") || action.equals("destroy"),
                    new Statement(statedAt, origin.key())));
        }
        return new Facts(facts);
    }

    /** A note by somebody else is a review. What older GitLabs send with it has no labels, and would take them from the merge request. */
    private static Normalization review(Payload.Note payload, Payload.NoteState note, Origin origin) {
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
                origin);
    }
}
