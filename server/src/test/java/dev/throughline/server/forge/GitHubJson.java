package dev.throughline.server.forge;

import static dev.throughline.server.forge.Json.object;
import static dev.throughline.server.forge.Json.seconds;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.util.RawValue;

/** How GitHub's REST API writes what it knows. */
final class GitHubJson {

    private static final String WEB = "https://github.com/";

    private final String api;
    private final Map<Long, Written> repositories = new ConcurrentHashMap<>();

    private record Written(long version, RawValue json) {}

    /** @param api root of the API, without a slash at the end */
    GitHubJson(String api) {
        this.api = api;
    }

    Map<String, @Nullable Object> user(Person person) {
        boolean isBot = person.login().endsWith("[bot]") || person.login().equals("bot");
        return account(person.login(), person.id(), isBot ? "Bot" : "User");
    }

    private Map<String, @Nullable Object> account(String login, long id, String type) {
        return object(
                "login",
                login,
                "id",
                id,
                "node_id",
                "U_" + id,
                "avatar_url",
                "https://avatars.githubusercontent.com/u/" + id + "?v=4",
                "gravatar_id",
                "",
                "url",
                api + "/users/" + login,
                "html_url",
                WEB + login,
                "type",
                type,
                "site_admin",
                false);
    }

    /** As it stands inside of other answers. */
    RawValue repository(ForgeRepository repository) {
        Written known = repositories.get(repository.id());
        if (known == null || known.version() != repository.version()) {
            known = new Written(repository.version(), Json.written(wholeRepository(repository)));
            repositories.put(repository.id(), known);
        }
        return known.json();
    }

    Map<String, @Nullable Object> wholeRepository(ForgeRepository repository) {
        ForgeRepository.About about = repository.about();
        String url = api + "/repos/" + about.fullName();
        long open = repository.tickets() instanceof LazyTable<?> ? 0 : openTickets(repository);
        return object(
                "id",
                repository.id(),
                "node_id",
                "R_" + repository.id(),
                "name",
                about.name(),
                "full_name",
                about.fullName(),
                "private",
                about.isPrivate(),
                "owner",
                account(about.owner(), about.owner().hashCode() & 0x7fff_ffffL, "Organization"),
                "html_url",
                WEB + about.fullName(),
                "description",
                null,
                "fork",
                about.fork(),
                "url",
                url,
                "deployments_url",
                url + "/deployments",
                "pulls_url",
                url + "/pulls{/number}",
                "issues_url",
                url + "/issues{/number}",
                "commits_url",
                url + "/commits{/sha}",
                "created_at",
                seconds(about.createdAt()),
                "updated_at",
                seconds(about.pushedAt()),
                "pushed_at",
                seconds(about.pushedAt()),
                "clone_url",
                WEB + about.fullName() + ".git",
                "homepage",
                null,
                "size",
                1024,
                "stargazers_count",
                0,
                "language",
                "Java",
                "has_issues",
                true,
                "archived",
                about.archived(),
                "disabled",
                false,
                "open_issues_count",
                open,
                "license",
                null,
                "is_template",
                false,
                "topics",
                about.topics(),
                "visibility",
                about.isPrivate() ? "private" : "public",
                "default_branch",
                about.defaultBranch(),
                "permissions",
                object("admin", false, "maintain", false, "push", false, "triage", false, "pull", true));
    }

    private static long openTickets(ForgeRepository repository) {
        return repository.tickets().by(Table.Order.KEY).stream()
                .filter(Ticket::isOpen)
                .count();
    }

    /** As a list has it: without {@code merged} and without any count. */
    Map<String, @Nullable Object> pull(ForgeRepository repository, Pull pull) {
        String name = repository.fullName();
        String url = api + "/repos/" + name + "/pulls/" + pull.number();
        String issue = api + "/repos/" + name + "/issues/" + pull.number();
        String web = WEB + name + "/pull/" + pull.number();
        return object(
                "url",
                url,
                "id",
                pull.id(),
                "node_id",
                "PR_" + pull.id(),
                "html_url",
                web,
                "diff_url",
                web + ".diff",
                "patch_url",
                web + ".patch",
                "issue_url",
                issue,
                "number",
                pull.number(),
                "state",
                pull.isOpen() ? "open" : "closed",
                "locked",
                false,
                "title",
                pull.title(),
                "user",
                user(pull.user()),
                "body",
                pull.body().isEmpty() ? null : pull.body(),
                "created_at",
                seconds(pull.createdAt()),
                "updated_at",
                seconds(pull.updatedAt()),
                "closed_at",
                seconds(pull.closedAt()),
                "merged_at",
                seconds(pull.mergedAt()),
                "merge_commit_sha",
                mergeCommit(pull),
                "assignee",
                null,
                "assignees",
                List.of(),
                "requested_reviewers",
                List.of(),
                "requested_teams",
                List.of(),
                "labels",
                labels(pull),
                "milestone",
                null,
                "draft",
                pull.draft(),
                "commits_url",
                url + "/commits",
                "review_comments_url",
                url + "/comments",
                "comments_url",
                issue + "/comments",
                "head",
                head(repository, pull),
                "base",
                object(
                        "label",
                        repository.about().owner() + ":" + pull.baseRef(),
                        "ref",
                        pull.baseRef(),
                        "sha",
                        pull.baseSha(),
                        "user",
                        owner(name),
                        "repo",
                        repository(repository)),
                "_links",
                object("self", object("href", url), "html", object("href", web)),
                "author_association",
                "MEMBER",
                "auto_merge",
                null,
                "active_lock_reason",
                null);
    }

    /** As it is when asked for by number. */
    Map<String, @Nullable Object> wholePull(ForgeRepository repository, Pull pull) {
        Map<String, @Nullable Object> whole = pull(repository, pull);
        List<Commit> commits = repository.commitsOf(pull);
        whole.put("merged", pull.isMerged());
        whole.put("mergeable", pull.isOpen() ? true : null);
        whole.put("rebaseable", pull.isOpen() ? true : null);
        whole.put("mergeable_state", pull.isOpen() ? "clean" : "unknown");
        whole.put("merged_by", pull.isMerged() ? user(pull.user()) : null);
        whole.put("comments", pull.comments().size());
        whole.put("review_comments", 0);
        whole.put("maintainer_can_modify", false);
        whole.put("commits", commits.size());
        whole.put("additions", commits.size() * 3);
        whole.put("deletions", commits.size());
        whole.put(
                "changed_files",
                commits.stream()
                        .flatMap(commit -> commit.files().stream())
                        .distinct()
                        .count());
        return whole;
    }

    /** Of an open one a test merge, which is on no branch. */
    private static @Nullable String mergeCommit(Pull pull) {
        if (pull.isMerged()) {
            return pull.mergeCommit() != null
                    ? pull.mergeCommit()
                    : pull.squashCommit() != null
                            ? pull.squashCommit()
                            : pull.head().sha();
        }
        return pull.isOpen() ? Shas.of("test merge", pull.number(), pull.head().sha()) : null;
    }

    private Map<String, @Nullable Object> head(ForgeRepository repository, Pull pull) {
        Pull.Head head = pull.head();
        String name = head.repository();
        boolean isOwn = head.repositoryId() != null && head.repositoryId() == repository.id();
        String from = isOwn ? repository.fullName() : name;
        Object json = isOwn
                ? repository(repository)
                : head.repositoryId() == null || name == null ? null : fork(head.repositoryId(), name);
        String owner = from == null ? "unknown" : from.substring(0, from.indexOf('/'));
        return object(
                "label",
                owner + ":" + head.ref(),
                "ref",
                head.ref(),
                "sha",
                head.sha(),
                "user",
                from == null ? null : owner(from),
                "repo",
                json);
    }

    private Map<String, @Nullable Object> owner(String fullName) {
        String login = fullName.substring(0, fullName.indexOf('/'));
        return account(login, login.hashCode() & 0x7fff_ffffL, "Organization");
    }

    private Map<String, @Nullable Object> fork(long id, String name) {
        return object(
                "id",
                id,
                "node_id",
                "R_" + id,
                "name",
                name.substring(name.indexOf('/') + 1),
                "full_name",
                name,
                "private",
                false,
                "owner",
                owner(name),
                "html_url",
                WEB + name,
                "fork",
                true,
                "url",
                api + "/repos/" + name,
                "default_branch",
                "main");
    }

    private List<Map<String, @Nullable Object>> labels(Ticket ticket) {
        return ticket.labels().stream()
                .map(label -> object(
                        "id",
                        label.hashCode() & 0x7fff_ffffL,
                        "name",
                        label,
                        "color",
                        "d73a4a",
                        "default",
                        false,
                        "description",
                        null))
                .toList();
    }

    /** A pull request is an issue too. */
    Map<String, @Nullable Object> issue(ForgeRepository repository, Ticket ticket) {
        String name = repository.fullName();
        String url = api + "/repos/" + name + "/issues/" + ticket.number();
        String web = WEB + name + (ticket instanceof Pull ? "/pull/" : "/issues/") + ticket.number();
        Map<String, @Nullable Object> issue = object(
                "url",
                url,
                "repository_url",
                api + "/repos/" + name,
                "labels_url",
                url + "/labels{/name}",
                "comments_url",
                url + "/comments",
                "events_url",
                url + "/events",
                "html_url",
                web,
                "id",
                ticket instanceof Pull ? ticket.id() + 1 : ticket.id(),
                "node_id",
                "I_" + ticket.id(),
                "number",
                ticket.number(),
                "title",
                ticket.title(),
                "user",
                user(ticket.user()),
                "labels",
                labels(ticket),
                "state",
                ticket.isOpen() ? "open" : "closed",
                "locked",
                false,
                "assignee",
                null,
                "assignees",
                List.of(),
                "milestone",
                null,
                "comments",
                ticket.comments().size(),
                "created_at",
                seconds(ticket.createdAt()),
                "updated_at",
                seconds(ticket.updatedAt()),
                "closed_at",
                seconds(ticket.closedAt()),
                "author_association",
                "MEMBER",
                "active_lock_reason",
                null,
                "body",
                ticket.body().isEmpty() ? null : ticket.body(),
                "state_reason",
                ticket.isOpen() ? null : ticket instanceof Issue known ? known.closedAs() : "completed");
        if (ticket instanceof Pull pull) {
            issue.put("draft", pull.draft());
            issue.put(
                    "pull_request",
                    object(
                            "url",
                            api + "/repos/" + name + "/pulls/" + pull.number(),
                            "html_url",
                            web,
                            "diff_url",
                            web + ".diff",
                            "patch_url",
                            web + ".patch",
                            "merged_at",
                            seconds(pull.mergedAt())));
        }
        return issue;
    }

    Map<String, @Nullable Object> comment(ForgeRepository repository, Ticket ticket, Comment comment) {
        String url = api + "/repos/" + repository.fullName() + "/issues/";
        return object(
                "url",
                url + "comments/" + comment.id(),
                "html_url",
                WEB + repository.fullName() + "/issues/" + ticket.number() + "#issuecomment-" + comment.id(),
                "issue_url",
                url + ticket.number(),
                "id",
                comment.id(),
                "node_id",
                "IC_" + comment.id(),
                "user",
                user(comment.user()),
                "created_at",
                seconds(comment.createdAt()),
                "updated_at",
                seconds(comment.createdAt()),
                "author_association",
                "MEMBER",
                "body",
                comment.body());
    }

    Map<String, @Nullable Object> review(ForgeRepository repository, Pull pull, Review review) {
        return object(
                "id",
                review.id(),
                "node_id",
                "PRR_" + review.id(),
                "user",
                user(review.user()),
                "body",
                "",
                "state",
                review.state(),
                "html_url",
                WEB + repository.fullName() + "/pull/" + pull.number() + "#pullrequestreview-" + review.id(),
                "pull_request_url",
                api + "/repos/" + repository.fullName() + "/pulls/" + pull.number(),
                "author_association",
                "MEMBER",
                "submitted_at",
                seconds(review.submittedAt()),
                "commit_id",
                review.sha());
    }

    Map<String, @Nullable Object> deployment(ForgeRepository repository, Deployment deployment) {
        String url = api + "/repos/" + repository.fullName() + "/deployments/" + deployment.id();
        String environment = deployment.statuses().isEmpty()
                ? deployment.environment()
                : deployment.statuses().getLast().environment();
        boolean isProduction = environment.equals(deployment.environment())
                ? deployment.isProduction()
                : environment.equals("production");
        return object(
                "url",
                url,
                "id",
                deployment.id(),
                "node_id",
                "DE_" + deployment.id(),
                "task",
                deployment.task(),
                "original_environment",
                deployment.environment(),
                "environment",
                environment,
                "description",
                null,
                "created_at",
                seconds(deployment.createdAt()),
                "updated_at",
                seconds(deployment.updatedAt()),
                "statuses_url",
                url + "/statuses",
                "repository_url",
                api + "/repos/" + repository.fullName(),
                "creator",
                user(deployment.creator()),
                "sha",
                deployment.sha(),
                "ref",
                deployment.ref(),
                "payload",
                object(),
                "transient_environment",
                false,
                "production_environment",
                isProduction,
                "performed_via_github_app",
                null);
    }

    Map<String, @Nullable Object> status(ForgeRepository repository, Deployment deployment, Deployment.Status status) {
        String url = api + "/repos/" + repository.fullName() + "/deployments/" + deployment.id();
        return object(
                "url",
                url + "/statuses/" + status.id(),
                "id",
                status.id(),
                "node_id",
                "DES_" + status.id(),
                "state",
                status.state(),
                "creator",
                user(deployment.creator()),
                "description",
                "",
                "environment",
                status.environment(),
                "target_url",
                "",
                "created_at",
                seconds(status.at()),
                "updated_at",
                seconds(status.at()),
                "deployment_url",
                url,
                "repository_url",
                api + "/repos/" + repository.fullName(),
                "environment_url",
                "",
                "log_url",
                "",
                "performed_via_github_app",
                null);
    }

    Map<String, @Nullable Object> release(ForgeRepository repository, Release release) {
        String url = api + "/repos/" + repository.fullName() + "/releases/" + release.id();
        return object(
                "url",
                url,
                "assets_url",
                url + "/assets",
                "html_url",
                WEB + repository.fullName() + "/releases/tag/" + release.tag(),
                "id",
                release.id(),
                "author",
                user(release.author()),
                "node_id",
                "RE_" + release.id(),
                "tag_name",
                release.tag(),
                "target_commitish",
                repository.about().defaultBranch(),
                "name",
                release.name(),
                "draft",
                release.draft(),
                "immutable",
                false,
                "prerelease",
                release.prerelease(),
                "created_at",
                seconds(release.createdAt()),
                "published_at",
                release.draft() ? null : seconds(release.publishedAt()),
                "updated_at",
                seconds(release.publishedAt()),
                "assets",
                List.of(),
                "body",
                release.body());
    }

    Map<String, @Nullable Object> tag(ForgeRepository repository, Tag tag) {
        String url = api + "/repos/" + repository.fullName();
        return object(
                "name",
                tag.name(),
                "zipball_url",
                url + "/zipball/refs/tags/" + tag.name(),
                "tarball_url",
                url + "/tarball/refs/tags/" + tag.name(),
                "commit",
                object("sha", tag.sha(), "url", url + "/commits/" + tag.sha()),
                "node_id",
                "REF_" + tag.name());
    }

    /** Of an annotated tag the tag's own object, of any other ref the commit. */
    Map<String, @Nullable Object> ref(ForgeRepository repository, String ref, String sha, @Nullable String object) {
        String url = api + "/repos/" + repository.fullName() + "/git/";
        return object(
                "ref",
                ref,
                "node_id",
                "REF_" + ref,
                "url",
                url + ref,
                "object",
                object == null
                        ? object("sha", sha, "type", "commit", "url", url + "commits/" + sha)
                        : object("sha", object, "type", "tag", "url", url + "tags/" + object));
    }

    Map<String, @Nullable Object> tagObject(ForgeRepository repository, Tag tag, @Nullable Commit commit) {
        String url = api + "/repos/" + repository.fullName() + "/git/";
        Instant at = commit == null ? Instant.EPOCH : commit.committedAt();
        return object(
                "node_id",
                "TA_" + tag.name(),
                "sha",
                tag.object(),
                "url",
                url + "tags/" + tag.object(),
                "object",
                object("sha", tag.sha(), "type", "commit", "url", url + "commits/" + tag.sha()),
                "tagger",
                object("name", "bot", "email", "bot@example.com", "date", seconds(at)),
                "tag",
                tag.name(),
                "message",
                tag.name() + "\n");
    }

    Map<String, @Nullable Object> branch(ForgeRepository repository, String name, String sha) {
        String url = api + "/repos/" + repository.fullName();
        return object(
                "name",
                name,
                "commit",
                object("sha", sha, "url", url + "/commits/" + sha),
                "protected",
                name.equals(repository.about().defaultBranch()));
    }

    Map<String, @Nullable Object> commit(ForgeRepository repository, Commit commit) {
        String url = api + "/repos/" + repository.fullName();
        String web = WEB + repository.fullName() + "/commit/";
        String tree = Shas.of("tree", commit.sha());
        return object(
                "sha",
                commit.sha(),
                "node_id",
                "C_" + commit.sha(),
                "commit",
                object(
                        "author",
                        signature(commit.author(), commit.authoredAt()),
                        "committer",
                        signature(commit.author(), commit.committedAt()),
                        "message",
                        commit.message(),
                        "tree",
                        object("sha", tree, "url", url + "/git/trees/" + tree),
                        "url",
                        url + "/git/commits/" + commit.sha(),
                        "comment_count",
                        0,
                        "verification",
                        object("verified", false, "reason", "unsigned", "signature", null, "payload", null)),
                "url",
                url + "/commits/" + commit.sha(),
                "html_url",
                web + commit.sha(),
                "comments_url",
                url + "/commits/" + commit.sha() + "/comments",
                "author",
                user(commit.author()),
                "committer",
                user(commit.author()),
                "parents",
                commit.parents().stream()
                        .map(parent ->
                                object("sha", parent, "url", url + "/commits/" + parent, "html_url", web + parent))
                        .toList());
    }

    /** With a page of the files that it changed. */
    Map<String, @Nullable Object> wholeCommit(ForgeRepository repository, Commit commit, List<String> page) {
        Map<String, @Nullable Object> whole = commit(repository, commit);
        int files = commit.files().size();
        whole.put("stats", object("total", files * 4, "additions", files * 3, "deletions", files));
        whole.put("files", files(repository, commit.sha(), page));
        return whole;
    }

    List<Map<String, @Nullable Object>> files(ForgeRepository repository, String sha, List<String> files) {
        return files.stream().map(file -> file(repository, sha, file)).toList();
    }

    private Map<String, @Nullable Object> file(ForgeRepository repository, String sha, String file) {
        Commit.Changed changed = Commit.changed(file);
        String path = changed.path();
        Map<String, @Nullable Object> told = object(
                "sha",
                Shas.of(path, sha),
                "filename",
                path,
                "status",
                changed.isRenamed() ? "renamed" : "modified",
                "additions",
                3,
                "deletions",
                1,
                "changes",
                4,
                "blob_url",
                WEB + repository.fullName() + "/blob/" + sha + "/" + path,
                "raw_url",
                WEB + repository.fullName() + "/raw/" + sha + "/" + path,
                "contents_url",
                api + "/repos/" + repository.fullName() + "/contents/" + path + "?ref=" + sha,
                "patch",
                "@@ -1,2 +1,4 @@");
        if (changed.isRenamed()) {
            told.put("previous_filename", changed.before());
        }
        return told;
    }

    private static Map<String, @Nullable Object> signature(Person person, Instant at) {
        return object("name", person.login(), "email", person.email(), "date", seconds(at));
    }

    /** @param number from 1 on */
    Map<String, @Nullable Object> run(ForgeRepository repository, Run run, int number) {
        Run.Attempt attempt = run.attempts().get(number - 1);
        String url = api + "/repos/" + repository.fullName() + "/actions/runs/" + run.id();
        return object(
                "id",
                run.id(),
                "name",
                run.name(),
                "node_id",
                "WFR_" + run.id(),
                "head_branch",
                run.ref(),
                "head_sha",
                run.sha(),
                "path",
                ".github/workflows/" + run.name() + ".yml",
                "display_title",
                run.name(),
                "run_number",
                run.number(),
                "event",
                run.event(),
                "status",
                attempt.conclusion() == null ? "in_progress" : "completed",
                "conclusion",
                attempt.conclusion(),
                "workflow_id",
                run.name().hashCode() & 0x7fff_ffffL,
                "url",
                url,
                "html_url",
                WEB + repository.fullName() + "/actions/runs/" + run.id(),
                "pull_requests",
                List.of(),
                "created_at",
                seconds(run.createdAt()),
                "updated_at",
                seconds(attempt.updatedAt()),
                "actor",
                user(run.actor()),
                "triggering_actor",
                user(run.actor()),
                "run_attempt",
                number,
                "run_started_at",
                seconds(attempt.startedAt()),
                "previous_attempt_url",
                number > 1 ? url + "/attempts/" + (number - 1) : null,
                "repository",
                repository(repository),
                "head_repository",
                repository(repository));
    }

    /** @param repository null for one of an organisation */
    Map<String, @Nullable Object> hook(@Nullable ForgeRepository repository, Hook hook) {
        String url =
                api + (repository == null ? "/orgs/acme" : "/repos/" + repository.fullName()) + "/hooks/" + hook.id();
        Instant createdAt =
                repository == null ? Instant.EPOCH : repository.about().createdAt();
        Hook.@Nullable Sent last =
                hook.deliveries().isEmpty() ? null : hook.deliveries().getLast();
        return object(
                "type",
                repository == null ? "Organization" : "Repository",
                "id",
                hook.id(),
                "name",
                "web",
                "active",
                true,
                "events",
                hook.events(),
                "config",
                object("content_type", "json", "insecure_ssl", "0", "secret", "********", "url", hook.url()),
                "updated_at",
                seconds(createdAt),
                "created_at",
                seconds(createdAt),
                "url",
                url,
                "test_url",
                url + "/test",
                "ping_url",
                url + "/pings",
                "deliveries_url",
                url + "/deliveries",
                "last_response",
                object(
                        "code",
                        last == null ? null : last.status(),
                        "status",
                        last == null ? "unused" : outcome(last),
                        "message",
                        null));
    }

    /** @param repository null for one of an organisation or an app: then the payload says which it is about */
    Map<String, @Nullable Object> sent(@Nullable ForgeRepository repository, Hook.Sent sent) {
        JsonNode told = sent.payload().path("repository").path("id");
        return object(
                "id",
                sent.id(),
                "guid",
                sent.guid(),
                "delivered_at",
                sent.at().toString(),
                "redelivery",
                sent.redelivery(),
                "duration",
                0.12,
                "status",
                outcome(sent),
                "status_code",
                sent.status(),
                "event",
                sent.event(),
                "action",
                sent.action(),
                "installation_id",
                null,
                "repository_id",
                repository != null ? Long.valueOf(repository.id()) : told.isIntegralNumber() ? told.asLong() : null,
                "throttled_at",
                null);
    }

    Map<String, @Nullable Object> wholeSent(ForgeRepository repository, Hook hook, Hook.Sent sent) {
        Map<String, @Nullable Object> whole = sent(repository, sent);
        whole.put("url", hook.url());
        whole.put("request", object("headers", sent.headers(), "payload", sent.payload()));
        whole.put("response", object("headers", object(), "payload", ""));
        return whole;
    }

    static boolean isSuccess(Hook.Sent sent) {
        return sent.status() >= 200 && sent.status() < 400;
    }

    private static String outcome(Hook.Sent sent) {
        return isSuccess(sent)
                ? "OK"
                : sent.status() == 0 ? "failed to connect to host" : "Invalid HTTP Response: " + sent.status();
    }

    static Duration kept() {
        return Duration.ofDays(3);
    }
}
