package dev.throughline.demo;

import static dev.throughline.demo.Payload.object;
import static dev.throughline.demo.Payload.with;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A repository that reports what happens in it with GitHub's payloads. It remembers where its branches point and which numbers it has
 * assigned, nothing else.
 */
public final class GitHubRepository {

    private static final String NOWHERE = "0".repeat(40);
    private static final String GITHUB = "github.com";
    private static final String MAIN = "main";

    private final String host;
    private final long id;
    private final String owner;
    private final Consumer<Delivery> outbox;
    private final Map<String, String> heads = new HashMap<>();
    private String name;
    private long lastNumber;
    private long lastId;

    /**
     * @param fullName owner and name, e.g. {@code acme/checkout}
     * @param outbox where its deliveries go, in the order of the events
     */
    public GitHubRepository(long id, String fullName, Consumer<Delivery> outbox) {
        this(GITHUB, id, fullName, outbox);
    }

    /** @param host github.com or an Enterprise Server, each of which numbers its repositories separately */
    public GitHubRepository(String host, long id, String fullName, Consumer<Delivery> outbox) {
        this.host = host;
        this.id = id;
        this.owner = fullName.substring(0, fullName.indexOf('/'));
        this.name = fullName.substring(fullName.indexOf('/') + 1);
        this.outbox = outbox;
        this.lastId = id * 1_000_000;
    }

    public String fullName() {
        return owner + "/" + name;
    }

    public long id() {
        return id;
    }

    /** Numbers of pull requests and issues continue after this one. */
    public void countFrom(long number) {
        lastNumber = number;
    }

    /** Where a branch points. */
    public String head(String branch) {
        String head = heads.get(branch);
        if (head == null) {
            throw new IllegalStateException("no branch " + branch + " in " + fullName());
        }
        return head;
    }

    /** A new branch at an existing commit. */
    public void branch(String branch, String sha, Instant at) {
        heads.put(branch, sha);
        push(branch, NOWHERE, sha, false, List.of(), at);
    }

    /** A new tag on an existing commit. */
    public void tag(String tag, Commit commit, Instant at) {
        push("refs/tags/" + tag, NOWHERE, commit.sha(), false, List.of(), commit(commit), at);
    }

    /** Commits on top of a branch; the branch is created when there is none. */
    public void push(String branch, Instant at, List<Commit> commits) {
        String before = heads.getOrDefault(branch, NOWHERE);
        heads.put(branch, commits.getLast().sha());
        push(branch, before, commits.getLast().sha(), false, commits, at);
    }

    /** Commits that replace those of a branch. */
    public void forcePush(String branch, Instant at, List<Commit> commits) {
        String before = head(branch);
        heads.put(branch, commits.getLast().sha());
        push(branch, before, commits.getLast().sha(), true, commits, at);
    }

    public void deleteBranch(String branch, Instant at) {
        String before = head(branch);
        heads.remove(branch);
        push(branch, before, NOWHERE, false, List.of(), at);
    }

    /** A pull request for a branch that was pushed. */
    public PullRequest open(String branch, String title, String body, String author, int commits, Instant at) {
        return open(branch, MAIN, title, body, author, commits, at);
    }

    /** @param base branch that it is to be merged into */
    public PullRequest open(
            String branch, String base, String title, String body, String author, int commits, Instant at) {
        PullRequest change =
                new PullRequest(++lastNumber, title, body, author, branch, base, head(branch), commits, at, false);
        tell("pull_request", at, pullRequest("opened", change));
        return change;
    }

    /** A pull request whose branch is in a fork, whose pushes are not reported. */
    public PullRequest openFromFork(String head, String branch, String title, int commits, Instant at) {
        PullRequest change =
                new PullRequest(++lastNumber, title, "", "stranger", branch, MAIN, head, commits, at, true);
        tell("pull_request", at, pullRequest("opened", change));
        return change;
    }

    public void label(PullRequest change, String label, Instant at) {
        change.labels.add(label);
        change.updatedAt = at;
        tell("pull_request", at, pullRequest("labeled", change));
    }

    /** The branch of a pull request was pushed to. */
    public void synchronize(PullRequest change, int commits, Instant at) {
        change.head = head(change.branch);
        change.commits = commits;
        change.updatedAt = at;
        tell("pull_request", at, pullRequest("synchronize", change));
    }

    public void approve(PullRequest change, String reviewer, Instant at) {
        change.updatedAt = at;
        Map<String, @Nullable Object> review = object(
                "id",
                ++lastId,
                "user",
                user(reviewer),
                "body",
                null,
                "commit_id",
                change.head,
                "submitted_at",
                at.toString(),
                "state",
                "approved",
                "html_url",
                url("/pull/" + change.number + "#pullrequestreview-" + lastId),
                "author_association",
                "MEMBER");
        tell(
                "pull_request_review",
                at,
                object("action", "submitted", "review", review, "pull_request", reviewed(change)));
    }

    /** Merged: its result is on the target branch; the push that brought it there is reported separately. */
    public void merged(PullRequest change, String mergeCommit, Instant at) {
        change.mergedAt = at;
        change.updatedAt = at;
        change.mergeCommit = mergeCommit;
        tell("pull_request", at, pullRequest("closed", change));
    }

    /** A deployment was requested. */
    public Deploy deploy(String sha, String ref, String environment, String task, Instant at) {
        Deploy deploy = unannouncedDeploy(sha, ref, environment, task, at);
        tell("deployment", at, object("action", "created", "deployment", deployment(deploy, deploy.environment())));
        return deploy;
    }

    /** A deployment was requested, and only its statuses will report it. */
    public Deploy unannouncedDeploy(String sha, String ref, String environment, String task, Instant at) {
        return new Deploy(++lastId, sha, ref, task, environment, at);
    }

    /** A deployment came to this state. */
    public void status(Deploy deploy, String state, Instant at) {
        status(deploy, null, deploy.environment(), state, at);
    }

    /** The same for a deployment made by a job of a run. */
    public void status(Deploy deploy, Run run, String state, Instant at) {
        status(deploy, run, deploy.environment(), state, at);
    }

    /** A deployment came to this state in a different environment than requested. */
    public void status(Deploy deploy, String environment, String state, Instant at) {
        status(deploy, null, environment, state, at);
    }

    private void status(Deploy deploy, @Nullable Run run, String environment, String state, Instant at) {
        Map<String, @Nullable Object> status = object(
                "id",
                ++lastId,
                "state",
                state,
                "creator",
                user("github-actions[bot]"),
                "description",
                "",
                "environment",
                environment,
                "target_url",
                url("/actions/runs/" + deploy.id()),
                "log_url",
                url("/actions/runs/" + deploy.id()),
                "environment_url",
                "",
                "created_at",
                at.toString(),
                "updated_at",
                at.toString());
        tell(
                "deployment_status",
                at,
                object(
                        "action",
                        "created",
                        "deployment_status",
                        status,
                        "deployment",
                        deployment(deploy, environment),
                        "workflow_run",
                        run == null ? null : run(run, deploy)));
    }

    private Map<String, @Nullable Object> run(Run run, Deploy deploy) {
        return object(
                "id", run.id(),
                "name", "Deploy",
                "event", run.event(),
                "run_attempt", run.attempt(),
                "head_branch", "main",
                "head_sha", deploy.sha(),
                "html_url", url("/actions/runs/" + run.id()));
    }

    public Issue openIssue(String title, String body, List<String> labels, Instant at) {
        Issue issue = new Issue(++lastId, ++lastNumber, title, body, labels, at);
        tell("issues", at, issue("opened", issue));
        return issue;
    }

    /** The same with GitHub's issue types, without a label. */
    public Issue openIssueOfType(String type, String title, String body, Instant at) {
        Issue issue = new Issue(++lastId, ++lastNumber, title, body, List.of(), at);
        issue.type = type;
        tell("issues", at, issue("opened", issue));
        return issue;
    }

    public void comment(Issue issue, String body, Instant at) {
        issue.updatedAt = at;
        Map<String, @Nullable Object> comment = object(
                "id", ++lastId,
                "user", user("acme-oncall"),
                "body", body,
                "created_at", at.toString(),
                "updated_at", at.toString(),
                "html_url", url("/issues/" + issue.number + "#issuecomment-" + lastId));
        tell("issue_comment", at, with(issue("created", issue), object("comment", comment)));
    }

    public void edit(Issue issue, String body, Instant at) {
        issue.body = body;
        issue.updatedAt = at;
        tell("issues", at, issue("edited", issue));
    }

    public void close(Issue issue, Instant at) {
        close(issue, "completed", at);
    }

    /** @param reason GitHub's word: {@code completed}, {@code not_planned} or {@code duplicate} */
    public void close(Issue issue, String reason, Instant at) {
        issue.closedAt = at;
        issue.stateReason = reason;
        issue.updatedAt = at;
        tell("issues", at, issue("closed", issue));
    }

    public void reopen(Issue issue, Instant at) {
        issue.closedAt = null;
        issue.stateReason = "reopened";
        issue.updatedAt = at;
        tell("issues", at, issue("reopened", issue));
    }

    /** The labels of an issue became these. */
    public void relabel(Issue issue, List<String> labels, Instant at) {
        issue.labels = labels;
        issue.updatedAt = at;
        tell("issues", at, issue("labeled", issue));
    }

    /** A release of a tag that was pushed, published at once. */
    public Release release(String tag, Instant at) {
        Release release = new Release(++lastId, tag, at);
        tell("release", at, release("published", release, false, at));
        tell("release", at, release("released", release, false, at));
        return release;
    }

    /** The same, not yet for everybody. */
    public Release prerelease(String tag, Instant at) {
        Release release = new Release(++lastId, tag, at);
        tell("release", at, release("published", release, true, at));
        tell("release", at, release("prereleased", release, true, at));
        return release;
    }

    /** A prerelease became a release; GitHub keeps the time of its first publication. */
    public void promote(Release release, Instant at) {
        tell("release", at, release("edited", release, false, at));
        tell("release", at, release("released", release, false, at));
    }

    public void rename(String newName, Instant at) {
        String oldName = name;
        name = newName;
        tell(
                "repository",
                at,
                object(
                        "action", "renamed",
                        "changes", object("repository", object("name", object("from", oldName))),
                        "repository", with(repository(), object("updated_at", at.toString()))));
    }

    private void push(String branch, String before, String after, boolean isForced, List<Commit> commits, Instant at) {
        List<Map<String, @Nullable Object>> listed =
                commits.stream().map(this::commit).toList();
        push("refs/heads/" + branch, before, after, isForced, listed, listed.isEmpty() ? null : listed.getLast(), at);
    }

    private void push(
            String ref,
            String before,
            String after,
            boolean isForced,
            List<Map<String, @Nullable Object>> listed,
            @Nullable Map<String, @Nullable Object> head,
            Instant at) {
        boolean isDeleted = after.equals(NOWHERE);
        tell(
                "push",
                at,
                object(
                        "ref",
                        ref,
                        "before",
                        before,
                        "after",
                        after,
                        "repository",
                        with(repository(), object("pushed_at", at.getEpochSecond())),
                        "pusher",
                        object("name", "acme-bot", "email", "acme-bot@example.com"),
                        "created",
                        before.equals(NOWHERE),
                        "deleted",
                        isDeleted,
                        "forced",
                        isForced,
                        "base_ref",
                        null,
                        "compare",
                        url("/compare/" + before.substring(0, 12) + "..." + after.substring(0, 12)),
                        "commits",
                        listed,
                        "head_commit",
                        head));
    }

    private Map<String, @Nullable Object> commit(Commit commit) {
        Map<String, @Nullable Object> author =
                object("name", commit.author(), "email", commit.author() + "@example.com", "username", commit.author());
        return object(
                "id", commit.sha(),
                "tree_id", new StringBuilder(commit.sha()).reverse().toString(),
                "distinct", true,
                "message", commit.message(),
                "timestamp", commit.timestamp().toString(),
                "url", url("/commit/" + commit.sha()),
                "author",
                        commit.authorDate() == null
                                ? author
                                : with(
                                        author,
                                        object("date", commit.authorDate().toString())),
                "committer", author,
                "added", List.of(),
                "removed", List.of(),
                "modified", List.of("src/Main.java"));
    }

    private Map<String, @Nullable Object> pullRequest(String action, PullRequest change) {
        Map<String, @Nullable Object> state = object("merged", change.mergedAt != null, "commits", change.commits);
        return object("action", action, "number", change.number, "pull_request", with(reviewed(change), state));
    }

    /** A pull request as reviews carry it: without what GitHub has to compute. */
    private Map<String, @Nullable Object> reviewed(PullRequest change) {
        return object(
                "url", url("/pulls/" + change.number),
                "id", id * 10_000 + change.number,
                "html_url", url("/pull/" + change.number),
                "number", change.number,
                "state", change.mergedAt == null ? "open" : "closed",
                "title", change.title,
                "user", user(change.author),
                "body", change.body.isEmpty() ? null : change.body,
                "created_at", change.openedAt.toString(),
                "updated_at", change.updatedAt.toString(),
                "closed_at", text(change.mergedAt),
                "merged_at", text(change.mergedAt),
                "merge_commit_sha", change.mergeCommit,
                "draft", false,
                "labels", labels(change.labels),
                "head",
                        object(
                                "ref",
                                change.branch,
                                "sha",
                                change.head,
                                "repo",
                                change.isFromFork ? fork() : repository()),
                "base",
                        object(
                                "ref",
                                change.base,
                                "sha",
                                heads.getOrDefault(change.base, NOWHERE),
                                "repo",
                                repository()));
    }

    /** @param environment where it is now */
    private Map<String, @Nullable Object> deployment(Deploy deploy, String environment) {
        boolean isProduction = environment.startsWith("production");
        return object(
                "id", deploy.id(),
                "url", url("/deployments/" + deploy.id()),
                "sha", deploy.sha(),
                "ref", deploy.ref(),
                "task", deploy.task(),
                "payload", object(),
                "original_environment", deploy.environment(),
                "environment", environment,
                "description", null,
                "creator", user("github-actions[bot]"),
                "created_at", deploy.createdAt().toString(),
                "updated_at", deploy.createdAt().toString(),
                "transient_environment", false,
                "production_environment", isProduction);
    }

    private Map<String, @Nullable Object> issue(String action, Issue issue) {
        return object(
                "action",
                action,
                "issue",
                object(
                        "id",
                        issue.id,
                        "number",
                        issue.number,
                        "html_url",
                        url("/issues/" + issue.number),
                        "title",
                        issue.title,
                        "state",
                        issue.closedAt == null ? "open" : "closed",
                        "state_reason",
                        issue.stateReason,
                        "type",
                        issue.type == null ? null : object("id", 5, "name", issue.type, "is_enabled", true),
                        "user",
                        user("acme-oncall"),
                        "labels",
                        labels(issue.labels),
                        "created_at",
                        issue.openedAt.toString(),
                        "updated_at",
                        issue.updatedAt.toString(),
                        "closed_at",
                        text(issue.closedAt),
                        "body",
                        issue.body.isEmpty() ? null : issue.body));
    }

    private Map<String, @Nullable Object> release(String action, Release release, boolean isPrerelease, Instant at) {
        return object(
                "action",
                action,
                "release",
                object(
                        "id", release.id(),
                        "tag_name", release.tag(),
                        "target_commitish", MAIN,
                        "name", release.tag(),
                        "draft", false,
                        "prerelease", isPrerelease,
                        "created_at", release.publishedAt().toString(),
                        "published_at", release.publishedAt().toString(),
                        "updated_at", at.toString(),
                        "html_url", url("/releases/tag/" + release.tag())));
    }

    private void tell(String event, Instant at, Map<String, @Nullable Object> payload) {
        Map<String, @Nullable Object> whole =
                payload.containsKey("repository") ? payload : with(payload, object("repository", repository()));
        outbox.accept(new Delivery(event, at, with(whole, object("sender", user("acme-bot")))));
    }

    private Map<String, @Nullable Object> repository() {
        return object(
                "id",
                id,
                "name",
                name,
                "full_name",
                fullName(),
                "private",
                true,
                "owner",
                object("login", owner, "id", 74805207, "type", "Organization"),
                "html_url",
                url(""),
                "fork",
                false,
                "url",
                (host.equals(GITHUB) ? "https://api.github.com" : "https://" + host + "/api/v3") + "/repos/"
                        + fullName(),
                "default_branch",
                MAIN);
    }

    private Map<String, @Nullable Object> fork() {
        return with(
                repository(),
                object("id", id + 500_000, "full_name", "stranger/" + name, "owner", user("stranger"), "fork", true));
    }

    private Map<String, @Nullable Object> user(String login) {
        return object("login", login, "id", 1 + Math.floorMod(login.hashCode(), 9_999), "type", "User");
    }

    private static List<Map<String, @Nullable Object>> labels(List<String> names) {
        return names.stream()
                .map(label -> object("id", Math.floorMod(label.hashCode(), 9_999), "name", label, "color", "d73a4a"))
                .toList();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private String url(String path) {
        return "https://" + host + "/" + fullName() + path;
    }
}
