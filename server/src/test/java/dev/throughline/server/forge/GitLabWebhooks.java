package dev.throughline.server.forge;

import static dev.throughline.server.forge.Json.millis;
import static dev.throughline.server.forge.Json.object;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records what the webhooks of GitLab's projects say of the steps of stories. */
public final class GitLabWebhooks implements StoryListener {

    private static final String WEB = "https://gitlab.example.com/";
    private static final String NOWHERE = "0".repeat(40);

    /** GitLab lists no more commits of one push. */
    private static final int MOST_COMMITS = 20;

    private final Hook hook = new Hook(1, "https://throughline.example.com/webhooks/gitlab", List.of("*"));

    /** Hears of a story from its beginning. */
    public RepositoryStory hear(RepositoryStory story) {
        return story.heardBy(this);
    }

    /** What was sent, in the order in which it happened. */
    public List<Hook.Sent> deliveries() {
        return hook.deliveries();
    }

    @Override
    public void pushed(ForgeRepository repository, Move move, Instant at) {
        boolean isTag = move.ref().startsWith("refs/tags/");
        List<Commit> brought = move.brought();
        String word = isTag ? "tag_push" : "push";
        send(
                isTag ? "Tag Push Hook" : "Push Hook",
                at,
                object(
                        "object_kind",
                        word,
                        "event_name",
                        word,
                        "before",
                        move.before() == null ? NOWHERE : move.before(),
                        "after",
                        move.after() == null ? NOWHERE : move.after(),
                        "ref",
                        move.ref(),
                        "checkout_sha",
                        move.after(),
                        "project_id",
                        repository.id(),
                        "project",
                        project(repository),
                        "commits",
                        brought.subList(Math.max(0, brought.size() - MOST_COMMITS), brought.size()).stream()
                                .map(commit -> commit(repository, commit))
                                .toList(),
                        "total_commits_count",
                        brought.size()));
    }

    /** With the time of the committer. */
    private static Map<String, @Nullable Object> commit(ForgeRepository repository, Commit commit) {
        return object(
                "id",
                commit.sha(),
                "message",
                commit.message(),
                "title",
                commit.title(),
                "timestamp",
                commit.committedAt().atOffset(commit.zone()).toString(),
                "url",
                WEB + repository.fullName() + "/-/commit/" + commit.sha(),
                "author",
                object("name", commit.author().login(), "email", commit.author().email()),
                "added",
                commit.added(),
                "modified",
                commit.modified(),
                "removed",
                commit.removed());
    }

    @Override
    public void proposed(ForgeRepository repository, Pull pull, String action, Instant at) {
        String word = switch (action) {
            case "opened" -> "open";
            case "closed" -> pull.isMerged() ? "merge" : "close";
            default -> "update";
        };
        mergeRequest(repository, pull, word, pull.user(), at);
    }

    /** An approval, one that is taken back, or a comment. */
    @Override
    public void reviewed(ForgeRepository repository, Pull pull, Review review, String action, Instant at) {
        if (review.state().equals("APPROVED")) {
            mergeRequest(repository, pull, "approved", review.user(), at);
        } else if (review.state().equals("DISMISSED")) {
            mergeRequest(repository, pull, "unapproved", review.user(), at);
        } else {
            note(
                    repository,
                    pull,
                    new Comment(review.id(), review.user(), review.state(), review.submittedAt(), false),
                    at);
        }
    }

    private void mergeRequest(ForgeRepository repository, Pull pull, String action, Person by, Instant at) {
        Map<String, @Nullable Object> attributes = state(repository, pull);
        attributes.put("action", action);
        send(
                "Merge Request Hook",
                at,
                object(
                        "object_kind",
                        "merge_request",
                        "event_type",
                        "merge_request",
                        "user",
                        user(by),
                        "project",
                        project(repository),
                        "object_attributes",
                        attributes,
                        "labels",
                        labels(pull),
                        "changes",
                        object()));
    }

    /** Nothing names the commit that it was squashed into. */
    private static Map<String, @Nullable Object> state(ForgeRepository repository, Pull pull) {
        Commit head = repository.commits().find(pull.head().sha());
        return object(
                "id",
                pull.id(),
                "iid",
                pull.number(),
                "target_branch",
                pull.baseRef(),
                "source_branch",
                pull.head().ref(),
                "source_project_id",
                pull.head().repositoryId(),
                "target_project_id",
                repository.id(),
                "author_id",
                pull.user().id(),
                "title",
                pull.title(),
                "description",
                pull.body(),
                "created_at",
                millis(pull.createdAt()),
                "updated_at",
                millis(pull.updatedAt()),
                "state",
                pull.isMerged() ? "merged" : pull.isOpen() ? "opened" : "closed",
                "merge_commit_sha",
                pull.mergeCommit(),
                "url",
                WEB + repository.fullName() + "/-/merge_requests/" + pull.number(),
                "last_commit",
                head == null ? null : commit(repository, head),
                "labels",
                labels(pull),
                "draft",
                pull.draft());
    }

    @Override
    public void reported(ForgeRepository repository, Issue issue, String action, Instant at) {
        String word = switch (action) {
            case "opened" -> "open";
            case "closed" -> "close";
            case "reopened" -> "reopen";
            default -> "update";
        };
        Map<String, @Nullable Object> attributes = state(repository, issue);
        attributes.put("action", word);
        send(
                "Issue Hook",
                at,
                object(
                        "object_kind",
                        "issue",
                        "event_type",
                        "issue",
                        "user",
                        user(issue.user()),
                        "project",
                        project(repository),
                        "object_attributes",
                        attributes,
                        "labels",
                        labels(issue),
                        "changes",
                        object()));
    }

    private static Map<String, @Nullable Object> state(ForgeRepository repository, Issue issue) {
        boolean isDuplicate = !issue.isOpen() && issue.closedAs().equals("duplicate");
        return object(
                "id",
                issue.id(),
                "iid",
                issue.number(),
                "project_id",
                repository.id(),
                "author_id",
                issue.user().id(),
                "title",
                issue.title(),
                "description",
                issue.body(),
                "created_at",
                millis(issue.createdAt()),
                "updated_at",
                millis(issue.updatedAt()),
                "closed_at",
                millis(issue.closedAt()),
                "confidential",
                issue.confidential(),
                "type",
                issue.incident() ? "Incident" : "Issue",
                "state",
                issue.isOpen() ? "opened" : "closed",
                "severity",
                issue.severity(),
                "moved_to_id",
                null,
                "duplicated_to_id",
                isDuplicate ? issue.id() - 10 : null,
                "url",
                WEB + repository.fullName() + "/-/issues/" + issue.number(),
                "labels",
                labels(issue));
    }

    @Override
    public void commented(ForgeRepository repository, Ticket ticket, Comment comment, Instant at) {
        note(repository, ticket, comment, at);
    }

    private void note(ForgeRepository repository, Ticket ticket, Comment comment, Instant at) {
        Map<String, @Nullable Object> payload = object(
                "object_kind",
                "note",
                "event_type",
                "note",
                "user",
                user(comment.user()),
                "project_id",
                repository.id(),
                "project",
                project(repository),
                "object_attributes",
                object(
                        "id",
                        comment.id(),
                        "note",
                        comment.body(),
                        "noteable_type",
                        ticket instanceof Pull ? "MergeRequest" : "Issue",
                        "noteable_id",
                        ticket.id(),
                        "author_id",
                        comment.user().id(),
                        "created_at",
                        millis(comment.createdAt()),
                        "updated_at",
                        millis(comment.createdAt()),
                        "project_id",
                        repository.id(),
                        "system",
                        false,
                        "action",
                        "create"));
        switch (ticket) {
            case Pull pull -> payload.put("merge_request", state(repository, pull));
            case Issue issue -> payload.put("issue", state(repository, issue));
        }
        send("Note Hook", at, payload);
    }

    /** That somebody asks for a deployment no webhook tells. */
    @Override
    public void deployed(ForgeRepository repository, Deployment deployment, Instant at) {}

    @Override
    public void stated(ForgeRepository repository, Deployment deployment, Deployment.Status status, Instant at) {
        send(
                "Deployment Hook",
                at,
                object(
                        "object_kind",
                        "deployment",
                        "status",
                        status.state(),
                        "status_changed_at",
                        millis(status.at()),
                        "deployment_id",
                        deployment.id(),
                        "deployable_id",
                        deployment.job(),
                        "deployable_url",
                        deployment.job() == null ? null : WEB + repository.fullName() + "/-/jobs/" + deployment.job(),
                        "environment",
                        deployment.environment(),
                        "environment_tier",
                        deployment.tier(),
                        "project",
                        project(repository),
                        "short_sha",
                        deployment.sha().substring(0, 8),
                        "user",
                        user(deployment.creator()),
                        "commit_url",
                        WEB + repository.fullName() + "/-/commit/" + deployment.sha(),
                        "ref",
                        deployment.ref()));
    }

    @Override
    public void released(ForgeRepository repository, Release release, Instant at) {
        Commit commit = repository.commits().find(release.sha());
        send(
                "Release Hook",
                at,
                object(
                        "object_kind",
                        "release",
                        "action",
                        "create",
                        "id",
                        release.id(),
                        "tag",
                        release.tag(),
                        "name",
                        release.name(),
                        "description",
                        release.body(),
                        "created_at",
                        millis(release.createdAt()),
                        "released_at",
                        millis(release.publishedAt()),
                        "url",
                        WEB + repository.fullName() + "/-/releases/" + release.tag(),
                        "project",
                        project(repository),
                        "commit",
                        commit == null ? null : commit(repository, commit)));
    }

    @Override
    public void ran(ForgeRepository repository, Run run, Instant at) {
        Run.Attempt newest = run.attempts().getLast();
        boolean isOver = newest.conclusion() != null;
        send(
                "Pipeline Hook",
                at,
                object(
                        "object_kind",
                        "pipeline",
                        "object_attributes",
                        object(
                                "id",
                                run.id(),
                                "iid",
                                run.number(),
                                "name",
                                run.name(),
                                "ref",
                                run.ref(),
                                "tag",
                                false,
                                "sha",
                                run.sha(),
                                "source",
                                run.event(),
                                "status",
                                isOver ? newest.conclusion() : "running",
                                "created_at",
                                millis(run.createdAt()),
                                "finished_at",
                                isOver ? millis(newest.updatedAt()) : null,
                                "url",
                                WEB + repository.fullName() + "/-/pipelines/" + run.id()),
                        "user",
                        user(run.actor()),
                        "project",
                        project(repository),
                        "builds",
                        List.of()));
    }

    /** The webhooks of a project say nothing of it. */
    @Override
    public void renamed(ForgeRepository repository, String formerName, Instant at) {}

    private static List<Map<String, @Nullable Object>> labels(Ticket ticket) {
        return ticket.labels().stream()
                .map(label -> object("id", label.hashCode() & 0xffffff, "title", label, "color", "#ff0000"))
                .toList();
    }

    private static Map<String, @Nullable Object> user(Person person) {
        return object("id", person.id(), "name", person.login(), "username", person.login(), "email", "[REDACTED]");
    }

    private static Map<String, @Nullable Object> project(ForgeRepository repository) {
        ForgeRepository.About about = repository.about();
        return object(
                "id",
                repository.id(),
                "name",
                about.name(),
                "web_url",
                WEB + about.fullName(),
                "git_http_url",
                WEB + about.fullName() + ".git",
                "namespace",
                about.owner(),
                "visibility_level",
                0,
                "path_with_namespace",
                about.fullName(),
                "default_branch",
                about.defaultBranch());
    }

    private void send(String event, Instant at, Map<String, @Nullable Object> payload) {
        String key = UUID.nameUUIDFromBytes(Json.bytes(List.of(event, payload))).toString();
        hook.sent(key, at, false, 202, Map.of("X-Gitlab-Event", event), Json.MAPPER.readTree(Json.bytes(payload)));
    }
}
