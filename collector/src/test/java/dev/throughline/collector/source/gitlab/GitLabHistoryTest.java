package dev.throughline.collector.source.gitlab;

import static dev.throughline.collector.source.gitlab.Payloads.fact;
import static dev.throughline.collector.source.gitlab.Payloads.facts;
import static dev.throughline.collector.source.gitlab.Payloads.normalize;
import static dev.throughline.collector.source.gitlab.Payloads.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentJob;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.PipelineJob;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tag;
import dev.throughline.engine.fact.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What GitLab's API told. */
class GitLabHistoryTest {

    private static final CommitSha HEAD = new CommitSha("c1".repeat(20));
    private static final CommitSha MERGE = new CommitSha("c2".repeat(20));
    private static final CommitSha SQUASH = new CommitSha("c3".repeat(20));
    private static final CommitSha FIRST = new CommitSha("c4".repeat(20));

    private static final String PROJECT = """
            "project": {"id": 4711, "path_with_namespace": "acme/shop/payments",
                        "web_url": "https://git.example.com/acme/shop/payments"}""";

    @Test
    void namesTheProjectAsOfWhenItWasAsked() {
        assertThat(facts(told("repository", "{" + PROJECT + "}")))
                .containsExactly(new RepositoryName(Payloads.PAYMENTS, "acme/shop/payments", Payloads.RECEIVED_AT));
    }

    @Test
    void readsTheNewestStatusOfADeploymentAtTheEndOfItsJob() {
        Normalization told = told("deployment", deployment("success", "production", "\"production\""));

        Deployment deployment = fact(Deployment.class, told);
        assertThat(deployment.key().externalId()).isEqualTo("15");
        assertThat(deployment.revision().sha()).isEqualTo(HEAD);
        assertThat(deployment.environment()).isEqualTo(Environment.told("production", Tier.PRODUCTION));
        assertThat(deployment.request())
                .isEqualTo(new Deployment.Request(
                        Instant.parse("2026-08-01T10:00:00Z"), "https://git.example.com/acme/shop/payments/-/jobs/77"));
        assertThat(deployment.statement()).isEqualTo(new Statement(Instant.parse("2026-08-01T10:05:00.123Z"), "d1"));
        assertThat(statuses(told))
                .containsExactlyInAnyOrder(
                        new DeploymentStatus(
                                deployment.key(),
                                "success 2026-08-01T10:05:00.123Z",
                                State.SUCCESS,
                                Instant.parse("2026-08-01T10:05:00.123Z")),
                        new DeploymentStatus(
                                deployment.key(),
                                "running 2026-08-01T10:01:00Z",
                                State.IN_PROGRESS,
                                Instant.parse("2026-08-01T10:01:00Z")));
        assertThat(fact(DeploymentJob.class, told)).isEqualTo(new DeploymentJob(deployment.key(), "77"));
        assertThat(fact(PipelineJob.class, told)).isEqualTo(new PipelineJob(Payloads.PAYMENTS, "77", "9", "deploy"));
    }

    @Test
    void hasTheKeyThatTheWebhookHas() {
        Deployment byWebhook = fact(Deployment.class, normalize("deployment", payload -> {}));
        Deployment byApi = fact(
                Deployment.class,
                told(
                        "deployment",
                        deployment("success", "production", "\"production\"")
                                .replace(
                                        "\"id\": 15,",
                                        "\"id\": " + byWebhook.key().externalId() + ",")));

        assertThat(byApi.key()).isEqualTo(byWebhook.key());
    }

    @Test
    void takesTheTimeOfItsLastChangeWhereNoJobTellsOne() {
        String json = deployment("failed", "production", null).replaceFirst("\"deployable\": \\{.*}},", "");

        assertThat(statuses(told("deployment", json)))
                .extracting(DeploymentStatus::state, DeploymentStatus::at)
                .containsExactly(tuple(State.FAILURE, Instant.parse("2026-08-01T10:05:02Z")));
    }

    @Test
    void goesByTheNameOfAnEnvironmentWithoutATier() {
        assertThat(fact(Deployment.class, told("deployment", deployment("success", "prod-eu", null)))
                        .environment())
                .isEqualTo(Environment.named("prod-eu"));
        assertThat(fact(Deployment.class, told("deployment", deployment("success", "review/7", "\"production\"")))
                        .environment()
                        .tier())
                .isEqualTo(Tier.DEVELOPMENT);
    }

    @Test
    void deploysNothingToProductionFromAMergeRequest() {
        String json = deployment("success", "production", "\"production\"")
                .replace("\"ref\": \"main\"", "\"ref\": \"refs/merge-requests/7/head\"");

        assertThat(told("deployment", json)).isInstanceOf(Ignored.class);
    }

    @Test
    void readsAMergeRequestAsTheWebhookDoes() {
        Change byWebhook = fact(Change.class, normalize("merge_request", payload -> {}));
        Change change = fact(Change.class, told("merge_request", mergeRequest("opened", "", "")));

        assertThat(change.id()).isEqualTo(byWebhook.id());
        assertThat(change.entry()).isEqualTo(byWebhook.entry());
        assertThat(change.opening()).isEqualTo(byWebhook.opening());
        assertThat(change.branch()).isEqualTo(new Branch("4711", "pears", HEAD, "main"));
        assertThat(change.claims()).isEqualTo(byWebhook.claims());
        assertThat(change.claimsOfBot()).isEqualTo(byWebhook.claimsOfBot());
        assertThat(change.merge()).isNull();
        assertThat(change.reviews()).isEqualTo(Reviews.NONE);
        assertThat(change.statement())
                .isEqualTo(new Statement(byWebhook.statement().at(), "d1"));
    }

    @Test
    void namesTheCommitThatItEndedIn() {
        Instant at = Instant.parse("2026-08-02T09:00:00Z");
        String merged = "\"merged_at\": \"2026-08-02T09:00:00Z\",";
        String merge = "\"merge_commit_sha\": \"%s\",".formatted(MERGE.value());
        String squash = "\"squash_commit_sha\": \"%s\",".formatted(SQUASH.value());

        assertThat(merge(merged + merge)).isEqualTo(Merge.atLatest(at, MERGE));
        assertThat(merge(merged + merge + squash)).isEqualTo(Merge.atLatest(at, SQUASH));
        assertThat(merge(merged + squash)).isEqualTo(Merge.atLatest(at, SQUASH));
        assertThat(merge(merged)).isEqualTo(Merge.atLatest(at, HEAD));
        assertThat(merge("")).isEqualTo(Merge.atLatest(Instant.parse("2026-08-02T07:31:00Z"), HEAD));
    }

    private static Merge merge(String fields) {
        return Objects.requireNonNull(fact(Change.class, told("merge_request", mergeRequest("merged", fields, "")))
                .merge());
    }

    @Test
    void countsNotesOfOthersAndWhatGitLabWritesOfApprovals() {
        Change change = fact(Change.class, told("merge_request", mergeRequest("opened", "", """
                , "notes": [
                  {"id": 1, "system": false, "created_at": "2026-08-02T08:00:00Z", "author": {"id": 42, "username": "ada"}},
                  {"id": 2, "system": true, "body": "assigned to @ada", "created_at": "2026-08-02T08:01:00Z", "author": {"id": 43}},
                  {"id": 3, "system": false, "created_at": "2026-08-02T08:30:00Z", "author": {"id": 43, "username": "grace"}},
                  {"id": 4, "system": true, "body": "approved this merge request", "created_at": "2026-08-02T08:45:00Z", "author": {"id": 43}},
                  {"id": 5, "system": true, "body": "approved this merge request", "created_at": "2026-08-02T08:50:00Z", "author": {"id": 44}}]
                """)));

        assertThat(change.reviews())
                .isEqualTo(new Reviews(Instant.parse("2026-08-02T08:30:00Z"), Instant.parse("2026-08-02T08:45:00Z")));
    }

    @Test
    void listsItsCommitsOldestFirstAndTakesThemForNoGraphWithoutParents() {
        Normalization told =
                told("merge_request", mergeRequest("opened", "", """
                , "commits": [
                  {"id": "%s", "parent_ids": [], "message": "Weigh", "author_name": "Ada",
                   "authored_date": "2026-08-02T07:00:00+02:00", "committed_date": "2026-08-02T07:10:00+02:00"},
                  {"id": "%s", "parent_ids": [], "message": "Begin", "author_name": "Ada",
                   "authored_date": "2026-08-02T06:00:00+02:00", "committed_date": "2026-08-02T07:09:00+02:00"}]
                """.formatted(HEAD.value(), FIRST.value())));

        assertThat(fact(ChangeCommits.class, told))
                .isEqualTo(new ChangeCommits(
                        Payloads.PAYMENTS,
                        "7",
                        HEAD,
                        List.of(
                                new ChangeCommits.Listed(FIRST, Instant.parse("2026-08-02T04:00:00Z")),
                                new ChangeCommits.Listed(HEAD, Instant.parse("2026-08-02T05:00:00Z"))),
                        null,
                        new Statement(Instant.parse("2026-08-02T07:31:00Z"), "d1")));
        assertThat(facts(told)).noneMatch(RepositoryCommit.class::isInstance);
    }

    @Test
    void readsCommitsWithTheirParents() {
        List<RepositoryCommit> commits = all(RepositoryCommit.class, told("commits", """
                {%s, "commits": [
                  {"id": "%s", "parent_ids": ["%s", "%s"], "message": "Merge branch 'a' into 'main'",
                   "author_name": "Ada", "authored_date": "2026-08-02T07:00:00.000+02:00",
                   "committed_date": "2026-08-02T07:10:00.000+02:00"},
                  {"id": "%s", "parent_ids": [], "message": "Begin", "author_name": "project_1_bot_ab",
                   "author_email": "project_1_bot_ab@noreply.example.com",
                   "authored_date": "2026-08-01T07:00:00.000+02:00", "committed_date": "2026-08-01T07:00:00.000+02:00"}]}
                """.formatted(
                        PROJECT, MERGE.value(), HEAD.value(), FIRST.value(), FIRST.value())));

        assertThat(commits).hasSize(2);
        assertThat(commits.getFirst().parents()).containsExactly(HEAD, FIRST);
        assertThat(commits.getFirst().committerAt()).isEqualTo("2026-08-02T05:10:00Z");
        assertThat(commits.getFirst().commit().authorAt()).isEqualTo("2026-08-02T05:00:00Z");
        assertThat(commits.getFirst().commit().authorTime()).isEqualTo(AuthorTime.AUTHOR_DATE);
        assertThat(commits.getFirst().commit().author()).isEqualTo(new Author("Ada", false));
        assertThat(commits.getLast().parents()).isEmpty();
        assertThat(commits.getLast().commit().author().isBot()).isTrue();
    }

    @Test
    void readsTheFilesOfACommit() {
        assertThat(all(CommitFiles.class, told("commit_files", """
                {%s, "sha": "%s", "files": ["api/x", "web/y"]}
                """.formatted(PROJECT, HEAD.value()))))
                .containsExactly(new CommitFiles(Payloads.PAYMENTS, HEAD, List.of("api/x", "web/y")));
        assertThat(told("commit_files", "{%s, \"sha\": \"%s\"}".formatted(PROJECT, HEAD.value())))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void doesNotTakeACommitWithoutParentsToldForTheFirst() {
        assertThat(told("commits", """
                {%s, "commits": [{"id": "%s", "committed_date": "2026-08-01T07:00:00Z"}]}
                """.formatted(PROJECT, FIRST.value()))).isInstanceOf(Malformed.class);
    }

    @Test
    void readsAnIncidentByItsTypeAndWhatItWasClosedAs() {
        Incident open = incident("\"state\": \"opened\", \"issue_type\": \"incident\"", "");
        assertThat(open.kind()).isEqualTo(Kind.INCIDENT);
        assertThat(open.entry().externalId()).isEqualTo("9001");
        assertThat(open.resolvedAt()).isNull();
        assertThat(incident("\"state\": \"opened\", \"issue_type\": \"issue\"", "")
                        .kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(incident("\"state\": \"opened\", \"labels\": [\"SEV1\"]", "").kind())
                .isEqualTo(Kind.INCIDENT);

        String closed =
                "\"state\": \"closed\", \"issue_type\": \"incident\", \"closed_at\": \"2026-08-03T12:00:00.500Z\"";
        assertThat(incident(closed, "").resolvedAt()).isEqualTo("2026-08-03T12:00:00.500Z");
        assertThat(incident(closed + ", \"moved_to_id\": 5", "").kind()).isEqualTo(Kind.MOVED);
        assertThat(incident(
                                closed
                                        + ", \"_links\": {\"closed_as_duplicate_of\": \"https://git.example.com/api/v4/projects/1/issues/5\"}",
                                "")
                        .kind())
                .isEqualTo(Kind.DUPLICATE);
        assertThat(incident(
                                closed,
                                ", \"notes\": [{\"id\": 1, \"system\": true, \"body\": \"promoted to epic &5\","
                                        + " \"created_at\": \"2026-08-03T12:00:00Z\"}]")
                        .kind())
                .isEqualTo(Kind.PROMOTED);
    }

    @Test
    void readsCausesOutOfNotes() {
        Normalization told = told("issue", issue("\"state\": \"opened\", \"issue_type\": \"incident\"", """
                , "notes": [
                  {"id": 1, "system": false, "body": "Root cause: c1c1c1c1", "created_at": "2026-08-03T11:00:00Z"},
                  {"id": 2, "system": false, "body": "Thank you", "created_at": "2026-08-03T11:01:00Z"},
                  {"id": 3, "system": false, "body": "(was wrong)", "created_at": "2026-08-03T11:02:00Z",
                   "updated_at": "2026-08-03T11:30:00Z"}]
                """));

        List<IncidentComment> comments = all(IncidentComment.class, told);
        assertThat(comments).hasSize(2);
        assertThat(comments.getFirst().causes()).extracting(Cause::word).containsExactly("c1c1c1c1");
        assertThat(comments.getLast().causes()).isEmpty();
        assertThat(comments.getLast().statement().at()).isEqualTo("2026-08-03T11:30:00Z");
    }

    @Test
    void readsPipelinesJobsAndReleasesWhereARuleChoosesThem() {
        Deployment pipeline = fact(
                Deployment.class,
                told(
                        source(new DeploymentRule("acme/*", DeploymentEvent.PIPELINE, Pattern.compile("deploy"))),
                        "pipeline",
                        """
                        {%s, "pipeline": {"id": 9, "name": "deploy", "ref": "main", "sha": "%s", "source": "push",
                         "status": "success", "web_url": "https://git.example.com/acme/shop/payments/-/pipelines/9",
                         "created_at": "2026-08-01T10:00:00.100Z", "finished_at": "2026-08-01T10:09:00.100Z"}}
                        """.formatted(PROJECT, HEAD.value())));
        assertThat(pipeline.key().externalId()).isEqualTo("9");

        Normalization job = told(
                source(new DeploymentRule("acme/*", DeploymentEvent.JOB, Pattern.compile("deploy"))),
                "job",
                """
                {%s, "job": {"id": 77, "name": "deploy", "ref": "main", "status": "failed",
                 "finished_at": "2026-08-01T10:05:00Z", "commit": {"id": "%s"}, "pipeline": {"id": 9}}}
                """.formatted(PROJECT, HEAD.value()));
        assertThat(fact(Deployment.class, job).key().externalId()).isEqualTo("77");
        assertThat(fact(PipelineJob.class, job).pipeline()).isEqualTo("9");
        assertThat(statuses(job)).extracting(DeploymentStatus::state).containsExactly(State.FAILURE);

        Deployment release = fact(
                Deployment.class,
                told(source(new DeploymentRule("acme/*", DeploymentEvent.RELEASE, null)), "release", """
                        {%s, "id": 3, "tag": "v1", "url": "https://git.example.com/acme/shop/payments/-/releases/v1",
                         "created_at": "2026-08-01T10:00:00Z", "released_at": "2026-08-01T10:00:00Z", "commit": {"id": "%s"}}
                        """.formatted(
                                PROJECT, HEAD.value())));
        assertThat(release.key().externalId()).isEqualTo("3");
        assertThat(release.revision().sha()).isEqualTo(HEAD);
    }

    @Test
    void readsWhatTagsName() {
        assertThat(fact(Tag.class, told("tags", """
                {%s, "tags": [{"name": "v1", "commit": {"id": "%s"}}]}
                """.formatted(PROJECT, HEAD.value())))
                        .commit())
                .isEqualTo(HEAD);
    }

    @Test
    void takesNoHistoryFromWebhooks() {
        Envelope posted = new Envelope() {
            @Override
            public @Nullable String header(String name) {
                return name.equalsIgnoreCase("X-Gitlab-Event") ? "history/deployment" : null;
            }

            @Override
            public @Nullable String parameter(String name) {
                return null;
            }
        };

        assertThat(source().event(posted)).isEmpty();
        assertThat(normalize(source(), "", deployment("success", "production", null)))
                .isInstanceOf(Ignored.class);
    }

    private static Incident incident(String fields, String notes) {
        return fact(Incident.class, told("issue", issue(fields, notes)));
    }

    private static String issue(String fields, String notes) {
        return """
                {%s, "issue": {"id": 9001, "iid": 12, "title": "Prices are gone", "description": "",
                 "created_at": "2026-08-03T10:00:00Z", "updated_at": "2026-08-03T12:00:00.500Z",
                 "web_url": "https://git.example.com/acme/shop/payments/-/issues/12", %s} %s}
                """.formatted(PROJECT, fields, notes);
    }

    private static String deployment(String status, String environment, @Nullable String tier) {
        return """
                {%s, "deployment": {"id": 15, "iid": 2, "status": "%s", "ref": "main", "sha": "%s",
                 "created_at": "2026-08-01T10:00:00Z", "environment": {"name": "%s" %s},
                 "deployable": {"id": 77, "name": "deploy", "started_at": "2026-08-01T10:01:00Z", "finished_at": "2026-08-01T10:05:00.123Z", "web_url": "https://git.example.com/acme/shop/payments/-/jobs/77", "pipeline": {"id": 9}},
                 "updated_at": "2026-08-01T10:05:02Z"}}
                """.formatted(PROJECT, status, HEAD.value(), environment, tier == null ? "" : ", \"tier\": " + tier);
    }

    /** The one of the payload files. */
    private static String mergeRequest(String state, String fields, String more) {
        var webhook = Payloads.attributes(Payloads.read("merge_request"));
        return """
                {%s, "merge_request": {"iid": 7, "title": %s, "description": %s, "state": "%s", %s
                 "created_at": "2026-08-02T07:30:00.000Z", "updated_at": "2026-08-02T07:31:00.000Z",
                 "source_branch": "pears", "target_branch": "main", "source_project_id": 4711, "target_project_id": 4711,
                 "labels": ["hotfix"], "sha": "%s", "author": {"id": 42, "username": "ada"},
                 "web_url": "https://git.example.com/acme/shop/payments/-/merge_requests/7"} %s}
                """.formatted(
                        PROJECT, webhook.get("title"), webhook.get("description"), state, fields, HEAD.value(), more);
    }

    private static Normalization told(String kind, String body) {
        return told(source(), kind, body);
    }

    private static Normalization told(GitLabSource source, String kind, String body) {
        return normalize(source, "history/" + kind, body);
    }

    private static List<DeploymentStatus> statuses(Normalization told) {
        return all(DeploymentStatus.class, told);
    }

    private static <F extends Fact> List<F> all(Class<F> type, Normalization told) {
        return facts(told).stream().filter(type::isInstance).map(type::cast).toList();
    }
}
