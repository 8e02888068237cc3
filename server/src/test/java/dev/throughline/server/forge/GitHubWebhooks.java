package dev.throughline.server.forge;

import static dev.throughline.server.forge.Json.object;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Records what GitHub's webhooks say of the steps of stories. Objects are as in the answers of its API, but for what webhooks write otherwise. */
public final class GitHubWebhooks implements StoryListener {

    private static final String NOWHERE = "0".repeat(40);

    private final GitHubJson json = new GitHubJson("https://api.github.com");
    private final Hook hook = new Hook(1, "https://throughline.example.com/webhooks/github", List.of("*"));
    private final int mostCommits;

    /** @param mostCommits that a push lists; it says how many there are */
    public GitHubWebhooks(int mostCommits) {
        this.mostCommits = mostCommits;
    }

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
        Map<String, @Nullable Object> of = whole(repository);
        of.put("pushed_at", at.getEpochSecond());
        of.put("created_at", repository.about().createdAt().getEpochSecond());
        List<Map<String, @Nullable Object>> listed = move.brought().stream()
                .limit(mostCommits)
                .map(commit -> commit(repository, commit))
                .toList();
        Commit head = move.after() == null ? null : repository.commits().find(move.after());
        Map<String, @Nullable Object> payload = object(
                "ref",
                move.ref(),
                "before",
                move.before() == null ? NOWHERE : move.before(),
                "after",
                move.after() == null ? NOWHERE : move.after(),
                "repository",
                of,
                "pusher",
                object("name", "ada", "email", "ada@example.com"),
                "created",
                move.before() == null,
                "deleted",
                move.after() == null,
                "forced",
                move.forced(),
                "base_ref",
                null,
                "commits",
                listed,
                "head_commit",
                head == null ? null : commit(repository, head));
        if (listed.size() < move.brought().size()) {
            payload.put("size", move.brought().size());
        }
        send("push", at, payload);
    }

    private Map<String, @Nullable Object> commit(ForgeRepository repository, Commit commit) {
        Map<String, @Nullable Object> author = object(
                "name",
                commit.author().login(),
                "email",
                commit.author().email(),
                "username",
                commit.author().login(),
                "date",
                commit.authoredAt().atOffset(commit.zone()).toString());
        return object(
                "id",
                commit.sha(),
                "tree_id",
                Shas.of("tree", commit.sha()),
                "distinct",
                true,
                "message",
                commit.message(),
                "timestamp",
                commit.authoredAt().atOffset(commit.zone()).toString(),
                "url",
                "https://github.com/" + repository.fullName() + "/commit/" + commit.sha(),
                "author",
                author,
                "committer",
                author,
                "added",
                commit.added(),
                "removed",
                commit.removed(),
                "modified",
                commit.modified());
    }

    @Override
    public void proposed(ForgeRepository repository, Pull pull, String action, Instant at) {
        send(
                "pull_request",
                at,
                object(
                        "action",
                        action,
                        "number",
                        pull.number(),
                        "pull_request",
                        json.wholePull(repository, pull),
                        "repository",
                        json.repository(repository)));
    }

    @Override
    public void reviewed(ForgeRepository repository, Pull pull, Review review, String action, Instant at) {
        Map<String, @Nullable Object> written = json.review(repository, pull, review);
        written.put("state", review.state().toLowerCase(Locale.ROOT));
        send(
                "pull_request_review",
                at,
                object(
                        "action",
                        action,
                        "review",
                        written,
                        "pull_request",
                        json.pull(repository, pull),
                        "repository",
                        json.repository(repository)));
    }

    @Override
    public void reported(ForgeRepository repository, Issue issue, String action, Instant at) {
        send(
                "issues",
                at,
                object(
                        "action",
                        action,
                        "issue",
                        json.issue(repository, issue),
                        "repository",
                        json.repository(repository)));
    }

    @Override
    public void commented(ForgeRepository repository, Ticket ticket, Comment comment, Instant at) {
        send(
                "issue_comment",
                at,
                object(
                        "action",
                        "created",
                        "issue",
                        json.issue(repository, ticket),
                        "comment",
                        json.comment(repository, ticket, comment),
                        "repository",
                        json.repository(repository)));
    }

    @Override
    public void deployed(ForgeRepository repository, Deployment deployment, Instant at) {
        send(
                "deployment",
                at,
                object(
                        "action",
                        "created",
                        "deployment",
                        json.deployment(repository, deployment),
                        "workflow",
                        null,
                        "workflow_run",
                        null,
                        "repository",
                        json.repository(repository)));
    }

    @Override
    public void stated(ForgeRepository repository, Deployment deployment, Deployment.Status status, Instant at) {
        send(
                "deployment_status",
                at,
                object(
                        "action",
                        "created",
                        "deployment_status",
                        json.status(repository, deployment, status),
                        "deployment",
                        json.deployment(repository, deployment),
                        "workflow",
                        null,
                        "workflow_run",
                        null,
                        "repository",
                        json.repository(repository)));
    }

    @Override
    public void released(ForgeRepository repository, Release release, Instant at) {
        for (String action : List.of("published", "released")) {
            send(
                    "release",
                    at,
                    object(
                            "action",
                            action,
                            "release",
                            json.release(repository, release),
                            "repository",
                            json.repository(repository)));
        }
    }

    @Override
    public void ran(ForgeRepository repository, Run run, Instant at) {
        boolean isOver = run.attempts().getLast().conclusion() != null;
        send(
                "workflow_run",
                at,
                object(
                        "action",
                        isOver ? "completed" : "requested",
                        "workflow",
                        object("name", run.name(), "path", ".github/workflows/" + run.name() + ".yml"),
                        "workflow_run",
                        json.run(repository, run, run.attempts().size()),
                        "repository",
                        json.repository(repository)));
    }

    @Override
    public void renamed(ForgeRepository repository, String formerName, Instant at) {
        Map<String, @Nullable Object> of = whole(repository);
        of.put("updated_at", Json.seconds(at));
        String former = formerName.substring(formerName.indexOf('/') + 1);
        send(
                "repository",
                at,
                object(
                        "action",
                        "renamed",
                        "changes",
                        object("repository", object("name", object("from", former))),
                        "repository",
                        of));
    }

    private Map<String, @Nullable Object> whole(ForgeRepository repository) {
        return json.wholeRepository(repository);
    }

    private void send(String event, Instant at, Map<String, @Nullable Object> payload) {
        payload.put("sender", json.user(Person.named("ada")));
        byte[] body = Json.bytes(payload);
        String guid =
                UUID.nameUUIDFromBytes(Json.bytes(List.of(event, payload))).toString();
        JsonNode read = Json.MAPPER.readTree(body);
        hook.sent(guid, at, false, 202, Map.of("X-GitHub-Event", event), read);
    }
}
