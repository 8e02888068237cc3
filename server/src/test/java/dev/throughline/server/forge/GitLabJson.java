package dev.throughline.server.forge;

import static dev.throughline.server.forge.Json.millis;
import static dev.throughline.server.forge.Json.object;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How GitLab's REST API writes what it knows. */
final class GitLabJson {

    private static final String WEB = "https://gitlab.example.com/";

    Map<String, @Nullable Object> user(Person person) {
        return object(
                "id",
                person.id(),
                "username",
                person.login(),
                "name",
                person.login(),
                "state",
                "active",
                "locked",
                false,
                "avatar_url",
                null,
                "web_url",
                WEB + person.login());
    }

    Map<String, @Nullable Object> project(ForgeRepository repository) {
        ForgeRepository.About about = repository.about();
        Map<String, @Nullable Object> project = object(
                "id",
                repository.id(),
                "description",
                "",
                "name",
                about.name(),
                "name_with_namespace",
                about.owner() + " / " + about.name(),
                "path",
                about.name(),
                "path_with_namespace",
                about.fullName(),
                "created_at",
                millis(about.createdAt()),
                "default_branch",
                repository.branches().isEmpty() ? null : about.defaultBranch(),
                "tag_list",
                about.topics(),
                "topics",
                about.topics(),
                "web_url",
                WEB + about.fullName(),
                "http_url_to_repo",
                WEB + about.fullName() + ".git",
                "forks_count",
                0,
                "star_count",
                0,
                "last_activity_at",
                millis(about.pushedAt()),
                "updated_at",
                millis(about.pushedAt()),
                "namespace",
                object("id", 1, "kind", "group", "path", about.owner(), "full_path", about.owner()),
                "empty_repo",
                repository.branches().isEmpty(),
                "archived",
                about.archived(),
                "visibility",
                about.isPrivate() ? "private" : "public",
                "issues_enabled",
                true,
                "merge_requests_enabled",
                true,
                "jobs_enabled",
                true,
                "merge_method",
                "merge");
        if (about.fork()) {
            project.put("forked_from_project", object("id", repository.id() + 1));
        }
        return project;
    }

    /** As a list has it: without {@code diff_refs} and {@code changes_count}. */
    Map<String, @Nullable Object> mergeRequest(ForgeRepository repository, Pull pull) {
        Long source = pull.head().repositoryId();
        String path = repository.fullName();
        return object(
                "id",
                pull.id(),
                "iid",
                pull.number(),
                "project_id",
                repository.id(),
                "title",
                pull.title(),
                "description",
                pull.body(),
                "state",
                pull.isMerged() ? "merged" : pull.isOpen() ? "opened" : "closed",
                "created_at",
                millis(pull.createdAt()),
                "updated_at",
                millis(pull.updatedAt()),
                "merged_by",
                pull.isMerged() ? user(pull.user()) : null,
                "merge_user",
                pull.isMerged() ? user(pull.user()) : null,
                "merged_at",
                millis(pull.mergedAt()),
                "closed_by",
                null,
                "closed_at",
                pull.isMerged() ? null : millis(pull.closedAt()),
                "target_branch",
                pull.baseRef(),
                "source_branch",
                pull.head().ref(),
                "user_notes_count",
                pull.comments().size(),
                "author",
                user(pull.user()),
                "assignees",
                List.of(),
                "reviewers",
                List.of(),
                "source_project_id",
                source,
                "target_project_id",
                repository.id(),
                "labels",
                pull.labels(),
                "draft",
                pull.draft(),
                "work_in_progress",
                pull.draft(),
                "milestone",
                null,
                "merge_status",
                "can_be_merged",
                "detailed_merge_status",
                pull.isOpen() ? "mergeable" : "not_open",
                "sha",
                pull.head().sha(),
                "merge_commit_sha",
                pull.mergeCommit(),
                "squash_commit_sha",
                pull.squashCommit(),
                "prepared_at",
                millis(pull.createdAt()),
                "reference",
                "!" + pull.number(),
                "references",
                object("short", "!" + pull.number(), "full", path + "!" + pull.number()),
                "web_url",
                WEB + path + "/-/merge_requests/" + pull.number(),
                "squash",
                pull.squashCommit() != null,
                "has_conflicts",
                false);
    }

    Map<String, @Nullable Object> wholeMergeRequest(ForgeRepository repository, Pull pull) {
        Map<String, @Nullable Object> whole = mergeRequest(repository, pull);
        whole.put("changes_count", "1");
        whole.put(
                "diff_refs",
                object("base_sha", pull.baseSha(), "head_sha", pull.head().sha(), "start_sha", pull.baseSha()));
        whole.put("merge_error", null);
        return whole;
    }

    Map<String, @Nullable Object> approvals(ForgeRepository repository, Pull pull) {
        List<Review> approved = approving(pull);
        return object(
                "id",
                pull.id(),
                "iid",
                pull.number(),
                "project_id",
                repository.id(),
                "title",
                pull.title(),
                "state",
                pull.isMerged() ? "merged" : pull.isOpen() ? "opened" : "closed",
                "created_at",
                millis(pull.createdAt()),
                "updated_at",
                millis(pull.updatedAt()),
                "approved",
                true,
                "approvals_required",
                0,
                "approvals_left",
                0,
                "approved_by",
                approved.stream()
                        .map(review -> object("user", user(review.user()), "approved_at", millis(review.submittedAt())))
                        .toList());
    }

    private static List<Review> approving(Pull pull) {
        return pull.reviews().stream()
                .filter(review -> review.state().equals("APPROVED"))
                .toList();
    }

    /** Its comments, and its approvals as GitLab notes them itself. */
    List<Map<String, @Nullable Object>> notes(ForgeRepository repository, Ticket ticket, boolean internalToo) {
        List<Map<String, @Nullable Object>> notes = new ArrayList<>();
        for (Comment comment : ticket.comments()) {
            if (internalToo || !comment.internal()) {
                notes.add(note(repository, ticket, comment, false));
            }
        }
        if (ticket instanceof Pull pull) {
            for (Review review : pull.reviews()) {
                // that it is taken back is another note
                boolean isApproval =
                        review.state().equals("APPROVED") || review.state().equals("DISMISSED");
                Comment comment = new Comment(
                        review.id(),
                        review.user(),
                        isApproval ? "approved this merge request" : review.state(),
                        review.submittedAt(),
                        false);
                notes.add(note(repository, ticket, comment, isApproval));
            }
        }
        return notes;
    }

    private Map<String, @Nullable Object> note(
            ForgeRepository repository, Ticket ticket, Comment comment, boolean isSystem) {
        return object(
                "id",
                comment.id(),
                "type",
                null,
                "body",
                comment.body(),
                "author",
                user(comment.user()),
                "created_at",
                millis(comment.createdAt()),
                "updated_at",
                millis(comment.createdAt()),
                "system",
                isSystem,
                "noteable_id",
                ticket.id(),
                "noteable_type",
                ticket instanceof Pull ? "MergeRequest" : "Issue",
                "project_id",
                repository.id(),
                "resolvable",
                false,
                "confidential",
                comment.internal(),
                "internal",
                comment.internal(),
                "imported",
                false,
                "noteable_iid",
                ticket.number());
    }

    Map<String, @Nullable Object> issue(ForgeRepository repository, Issue issue) {
        String path = repository.fullName();
        return object(
                "id",
                issue.id(),
                "iid",
                issue.number(),
                "project_id",
                repository.id(),
                "title",
                issue.title(),
                "description",
                issue.body(),
                "state",
                issue.isOpen() ? "opened" : "closed",
                "created_at",
                millis(issue.createdAt()),
                "updated_at",
                millis(issue.updatedAt()),
                "closed_at",
                millis(issue.closedAt()),
                "closed_by",
                issue.isOpen() ? null : user(issue.user()),
                "labels",
                issue.labels(),
                "milestone",
                null,
                "assignees",
                List.of(),
                "author",
                user(issue.user()),
                "type",
                issue.incident() ? "INCIDENT" : "ISSUE",
                "user_notes_count",
                issue.comments().size(),
                "due_date",
                null,
                "confidential",
                issue.confidential(),
                "issue_type",
                issue.incident() ? "incident" : "issue",
                "web_url",
                WEB + path + "/-/issues/" + issue.number(),
                "references",
                object("short", "#" + issue.number(), "full", path + "#" + issue.number()),
                "severity",
                issue.severity().toUpperCase(java.util.Locale.ROOT),
                "moved_to_id",
                null,
                "_links",
                object(
                        "closed_as_duplicate_of",
                        !issue.isOpen() && issue.closedAs().equals("duplicate")
                                ? "https://gitlab.example.com/api/v4/projects/" + repository.id() + "/issues/1"
                                : null));
    }

    /** With its newest status only. */
    Map<String, @Nullable Object> deployment(ForgeRepository repository, Deployment deployment) {
        Commit commit = repository.commits().find(deployment.sha());
        Instant updatedAt = deployment.updatedAt();
        return object(
                "id",
                deployment.id(),
                "iid",
                deployment.iid(),
                "ref",
                deployment.ref(),
                "sha",
                deployment.sha(),
                "created_at",
                millis(deployment.createdAt()),
                "updated_at",
                millis(updatedAt),
                "user",
                user(deployment.creator()),
                "environment",
                object(
                        "id",
                        environmentId(deployment.environment()),
                        "name",
                        deployment.environment(),
                        "external_url",
                        null),
                "deployable",
                deployment.job() == null ? null : job(repository, deployment, deployment.job(), commit, updatedAt),
                "status",
                deployment.state());
    }

    Map<String, @Nullable Object> job(ForgeRepository repository, Deployment deployment) {
        return job(
                repository,
                deployment,
                Objects.requireNonNull(deployment.job()),
                repository.commits().find(deployment.sha()),
                deployment.updatedAt());
    }

    private Map<String, @Nullable Object> job(
            ForgeRepository repository, Deployment deployment, long id, @Nullable Commit commit, Instant updatedAt) {
        Instant startedAt = deployment.statuses().stream()
                .filter(status -> status.state().equals("running"))
                .map(Deployment.Status::at)
                .findFirst()
                .orElse(deployment.createdAt());
        return object(
                "id",
                id,
                "status",
                deployment.state().equals("blocked") ? "manual" : deployment.state(),
                "stage",
                "deploy",
                "name",
                "deploy",
                "ref",
                deployment.ref(),
                "tag",
                repository.tags().containsKey(deployment.ref()),
                "coverage",
                null,
                "allow_failure",
                false,
                "created_at",
                millis(startedAt),
                "started_at",
                deployment.statuses().isEmpty() ? null : millis(startedAt),
                "finished_at",
                deployment.isFinished() ? millis(updatedAt) : null,
                "duration",
                deployment.isFinished() ? Duration.between(startedAt, updatedAt).toSeconds() : null,
                "user",
                user(deployment.creator()),
                "commit",
                commit == null ? null : commit(repository, commit, true),
                "pipeline",
                object(
                        "id",
                        id + 1,
                        "iid",
                        deployment.iid(),
                        "project_id",
                        repository.id(),
                        "sha",
                        deployment.sha(),
                        "ref",
                        deployment.ref(),
                        "status",
                        deployment.state(),
                        "source",
                        "push"),
                "web_url",
                WEB + repository.fullName() + "/-/jobs/" + id);
    }

    private static long environmentId(String name) {
        return name.hashCode() & 0xff_ffffL;
    }

    Map<String, @Nullable Object> environment(Deployment newest) {
        return object(
                "id",
                environmentId(newest.environment()),
                "name",
                newest.environment(),
                "slug",
                newest.environment().replace('/', '-'),
                "description",
                null,
                "external_url",
                null,
                "created_at",
                millis(newest.createdAt()),
                "updated_at",
                millis(newest.updatedAt()),
                "tier",
                newest.tier(),
                "state",
                "available");
    }

    Map<String, @Nullable Object> release(ForgeRepository repository, Release release) {
        Commit commit = repository.commits().find(release.sha());
        return object(
                "tag_name",
                release.tag(),
                "description",
                release.body(),
                "name",
                release.name(),
                "created_at",
                millis(release.createdAt()),
                "released_at",
                millis(release.publishedAt()),
                "author",
                user(release.author()),
                "commit",
                commit == null ? null : commit(repository, commit, true),
                "upcoming_release",
                false,
                "commit_path",
                "/" + repository.fullName() + "/-/commit/" + release.sha(),
                "tag_path",
                "/" + repository.fullName() + "/-/tags/" + release.tag(),
                "assets",
                object("count", 0, "sources", List.of(), "links", List.of()),
                "evidences",
                List.of(),
                "_links",
                object("self", WEB + repository.fullName() + "/-/releases/" + release.tag()));
    }

    /** As GraphQL has it. */
    Map<String, @Nullable Object> graphRelease(ForgeRepository repository, Release release) {
        Commit commit = repository.commits().find(release.sha());
        return object(
                "id",
                "gid://gitlab/Release/" + release.id(),
                "tagName",
                release.tag(),
                "createdAt",
                millis(release.createdAt()),
                "releasedAt",
                millis(release.publishedAt()),
                "commit",
                commit == null ? null : object("sha", commit.sha()),
                "links",
                object("selfUrl", WEB + repository.fullName() + "/-/releases/" + release.tag()));
    }

    Map<String, @Nullable Object> pipeline(ForgeRepository repository, Run run) {
        String conclusion = run.attempts().getLast().conclusion();
        return object(
                "id",
                run.id(),
                "iid",
                run.number(),
                "project_id",
                repository.id(),
                "sha",
                run.sha(),
                "ref",
                run.ref(),
                "status",
                conclusion == null ? "running" : conclusion,
                "source",
                run.event(),
                "created_at",
                millis(run.createdAt()),
                "updated_at",
                millis(run.updatedAt()),
                "web_url",
                WEB + repository.fullName() + "/-/pipelines/" + run.id(),
                "name",
                run.name().isEmpty() ? null : run.name());
    }

    Map<String, @Nullable Object> wholePipeline(ForgeRepository repository, Run run) {
        Map<String, @Nullable Object> whole = pipeline(repository, run);
        boolean isFinished = run.attempts().getLast().conclusion() != null;
        whole.put("tag", repository.tags().containsKey(run.ref()));
        whole.put("user", user(run.actor()));
        whole.put("started_at", millis(run.attempts().getLast().startedAt()));
        whole.put("finished_at", isFinished ? millis(run.updatedAt()) : null);
        whole.put("committed_at", null);
        return whole;
    }

    /** @param withParents false as in the lists of merge requests, where GitLab leaves them empty */
    Map<String, @Nullable Object> commit(ForgeRepository repository, Commit commit, boolean withParents) {
        return object(
                "id",
                commit.sha(),
                "short_id",
                commit.sha().substring(0, 8),
                "created_at",
                millis(commit.committedAt(), commit.zone()),
                "parent_ids",
                withParents ? commit.parents() : List.of(),
                "title",
                commit.title(),
                "message",
                commit.message(),
                "author_name",
                commit.author().login(),
                "author_email",
                commit.author().email(),
                "authored_date",
                millis(commit.authoredAt(), commit.zone()),
                "committer_name",
                commit.author().login(),
                "committer_email",
                commit.author().email(),
                "committed_date",
                millis(commit.committedAt(), commit.zone()),
                "trailers",
                object(),
                "extended_trailers",
                object(),
                "web_url",
                WEB + repository.fullName() + "/-/commit/" + commit.sha());
    }

    Map<String, @Nullable Object> tag(ForgeRepository repository, Tag tag) {
        Commit commit = repository.commits().find(tag.sha());
        return object(
                "name",
                tag.name(),
                "message",
                tag.object() == null ? "" : tag.name(),
                "target",
                tag.object() == null ? tag.sha() : tag.object(),
                "commit",
                commit == null ? null : commit(repository, commit, true),
                "release",
                null,
                "protected",
                false,
                "created_at",
                tag.object() == null || commit == null ? null : millis(commit.committedAt()));
    }

    Map<String, @Nullable Object> branch(ForgeRepository repository, String name, String sha) {
        Commit commit = repository.commits().find(sha);
        boolean isDefault = name.equals(repository.about().defaultBranch());
        return object(
                "name",
                name,
                "commit",
                commit == null ? null : commit(repository, commit, true),
                "merged",
                false,
                "protected",
                isDefault,
                "default",
                isDefault,
                "web_url",
                WEB + repository.fullName() + "/-/tree/" + name);
    }

    /** With how many lines it changed. */
    Map<String, @Nullable Object> wholeCommit(ForgeRepository repository, Commit commit) {
        Map<String, @Nullable Object> whole = commit(repository, commit, true);
        int files = commit.files().size();
        whole.put("stats", object("additions", files * 3, "deletions", files, "total", files * 4));
        return whole;
    }

    Map<String, @Nullable Object> diff(String file) {
        Commit.Changed changed = Commit.changed(file);
        return object(
                "diff",
                "@@ -1,2 +1,4 @@\n",
                "new_path",
                changed.path(),
                "old_path",
                changed.before(),
                "a_mode",
                "100644",
                "b_mode",
                "100644",
                "new_file",
                false,
                "renamed_file",
                changed.isRenamed(),
                "deleted_file",
                false);
    }

    /** @param repository null for the webhook of a group */
    Map<String, @Nullable Object> hook(@Nullable ForgeRepository repository, Hook hook, Instant now) {
        Instant until = hook.disabledUntil();
        boolean isOff = Instant.MAX.equals(until);
        boolean isPaused = !isOff && until != null && until.isAfter(now);
        return object(
                "id",
                hook.id(),
                "url",
                hook.url(),
                "name",
                null,
                "description",
                null,
                repository == null ? "group_id" : "project_id",
                repository == null ? 99 : repository.id(),
                "created_at",
                millis(repository == null ? now : repository.about().createdAt()),
                "push_events",
                hook.events().contains("push"),
                "tag_push_events",
                hook.events().contains("tag_push"),
                "merge_requests_events",
                hook.events().contains("merge_request"),
                "issues_events",
                hook.events().contains("issue"),
                "confidential_issues_events",
                hook.events().contains("confidential_issue"),
                "note_events",
                hook.events().contains("note"),
                "pipeline_events",
                hook.events().contains("pipeline"),
                "deployment_events",
                hook.events().contains("deployment"),
                "releases_events",
                hook.events().contains("release"),
                "enable_ssl_verification",
                true,
                "alert_status",
                isOff ? "disabled" : isPaused ? "temporarily_disabled" : "executable",
                "disabled_until",
                isPaused ? millis(until) : null,
                "url_variables",
                List.of());
    }

    Map<String, @Nullable Object> event(Hook hook, Hook.Sent sent) {
        Map<String, @Nullable Object> headers = object(
                "Content-Type",
                "application/json",
                "User-Agent",
                "GitLab/18.6.0-ee",
                "Idempotency-Key",
                sent.guid(),
                "X-Gitlab-Webhook-UUID",
                UUID.randomUUID().toString(),
                "X-Gitlab-Instance",
                "https://gitlab.example.com");
        headers.putAll(sent.headers());
        return object(
                "id",
                sent.id(),
                "url",
                hook.url(),
                "trigger",
                sent.event().toLowerCase(java.util.Locale.ROOT).replace(' ', '_') + "s",
                "request_headers",
                headers,
                "request_data",
                sent.payload(),
                "response_headers",
                sent.status() == 0
                        ? object()
                        : object(
                                "Date",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        sent.at().atOffset(ZoneOffset.UTC))),
                "response_body",
                "",
                "execution_duration",
                0.12,
                "response_status",
                sent.status() == 0 ? "internal error" : String.valueOf(sent.status()),
                "created_at",
                millis(sent.at()));
    }
}
