package dev.throughline.collector.source.github;

import static dev.throughline.collector.source.github.Payloads.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentRun;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What GitHub's API told, as deliveries. */
class GitHubHistoryTest {

    private static final String A = "a".repeat(39) + "1";
    private static final String B = "b".repeat(39) + "2";
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final String REPOSITORY =
            "\"repository\":{\"id\":7,\"full_name\":\"acme/shop\",\"html_url\":\"https://github.com/acme/shop\"}";

    private final GitHubSource source = new GitHubSource(Payloads.properties(), Catalog.EMPTY);

    private Normalization read(String kind, String rest) {
        String body = "{" + REPOSITORY + "," + rest + "}";
        return source.normalize(new Delivery(
                "history/" + kind + "/7",
                "history/" + kind,
                "application/json",
                NOW,
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static <F extends Fact> List<F> only(Class<F> kind, List<Fact> facts) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static String deployment(String run) {
        return """
                "deployment":{"id":5,"sha":"%s","ref":"main","environment":"production","production_environment":true,
                  "created_at":"2026-03-02T10:00:00Z","updated_at":"2026-03-02T10:05:00Z"},
                "statuses":[
                  {"id":52,"state":"success","environment":"production","created_at":"2026-03-02T10:05:00Z"},
                  {"id":51,"state":"in_progress","environment":"production","created_at":"2026-03-02T10:01:00Z"}],
                "workflow_run":%s""".formatted(A, run);
    }

    @Test
    void tellsADeploymentWithAllOfItsStatusesAndTheAttemptThatMadeIt() {
        List<Fact> facts = facts(read("deployment", deployment("{\"id\":9,\"run_attempt\":2,\"event\":\"push\"}")));

        assertThat(only(DeploymentStatus.class, facts))
                .extracting(DeploymentStatus::externalId)
                .containsExactly("52", "51");
        assertThat(only(DeploymentRun.class, facts))
                .extracting(DeploymentRun::rollout)
                .containsOnly("9/2");
        assertThat(only(Deployment.class, facts))
                .extracting(one -> one.key().externalId())
                .containsOnly("5");
    }

    @Test
    void countsNoDeploymentOfATrial() {
        assertThat(read("deployment", deployment("{\"id\":9,\"run_attempt\":1,\"event\":\"pull_request\"}")))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void tellsAPullRequestWithItsCommitsAndReviews() {
        List<Fact> facts = facts(read("pull_request", """
                "pull_request":{"number":3,"title":"Weigh pears","user":{"id":1,"login":"ada"},
                  "head":{"ref":"pears","sha":"%s","repo":{"id":7}},"base":{"ref":"main","sha":"%s"},"commits":2,
                  "created_at":"2026-03-01T09:00:00Z","updated_at":"2026-03-02T09:00:00Z","merged_at":"2026-03-02T09:00:00Z",
                  "merge_commit_sha":"%s"},
                "reviews":[
                  {"user":{"id":1,"login":"ada"},"state":"COMMENTED","submitted_at":"2026-03-01T09:30:00Z"},
                  {"user":{"id":2,"login":"bob"},"state":"APPROVED","submitted_at":"2026-03-01T12:00:00Z"},
                  {"user":{"id":2,"login":"bob"},"state":"COMMENTED","submitted_at":"2026-03-01T11:00:00Z"}],
                "commits":[
                  {"sha":"%s","parents":[{"sha":"%s"}],"author":{"id":1,"login":"ada"},"commit":{"message":"Weigh",
                    "author":{"name":"Ada","date":"2026-03-01T08:00:00Z"},"committer":{"name":"Ada","date":"2026-03-01T08:30:00Z"}}}]
                """.formatted(A, B, B, A, B)));

        Change change = only(Change.class, facts).getFirst();
        assertThat(change.reviews())
                .as("not what its author says of it")
                .isEqualTo(new Reviews(Instant.parse("2026-03-01T11:00:00Z"), Instant.parse("2026-03-01T12:00:00Z")));
        ChangeCommits commits = only(ChangeCommits.class, facts).getFirst();
        assertThat(commits.id()).isEqualTo(change.id());
        assertThat(commits.head()).isEqualTo(new CommitSha(A));
        assertThat(commits.commits())
                .containsExactly(new ChangeCommits.Listed(new CommitSha(A), Instant.parse("2026-03-01T08:00:00Z")));
        RepositoryCommit commit = only(RepositoryCommit.class, facts).getFirst();
        assertThat(commit.parents()).containsExactly(new CommitSha(B));
        assertThat(commit.committerAt()).isEqualTo(Instant.parse("2026-03-01T08:30:00Z"));
    }

    @Test
    void tellsWhichCommitATagNames() {
        List<Fact> facts = facts(read("tags", "\"tags\":[{\"name\":\"v1\",\"commit\":{\"sha\":\"" + A + "\"}}]"));

        assertThat(only(Tag.class, facts)).singleElement().satisfies(tag -> {
            assertThat(tag.name()).isEqualTo("v1");
            assertThat(tag.commit()).isEqualTo(new CommitSha(A));
        });
    }

    @Test
    void tellsTheFilesOfACommit() {
        String files = "\"sha\":\"" + A + "\",\"files\":[\"api/x\",\"web/y\"]";

        CommitFiles told =
                only(CommitFiles.class, facts(read("commit_files", files))).getFirst();

        assertThat(told.sha()).isEqualTo(new CommitSha(A));
        assertThat(told.paths()).containsExactly("api/x", "web/y");
        assertThat(read("commit_files", "\"sha\":\"" + A + "\"")).isInstanceOf(Normalization.Malformed.class);
    }

    @Test
    void isNotTakenFromAnybodyWhoPostsIt() {
        Envelope posted = new Envelope() {
            @Override
            public @Nullable String header(String name) {
                return name.equalsIgnoreCase("X-GitHub-Event") ? "history/pull_request" : null;
            }

            @Override
            public @Nullable String parameter(String name) {
                return null;
            }
        };

        assertThat(source.event(posted)).isEmpty();
    }
}
