package dev.throughline.collector.source.github;

import static dev.throughline.collector.source.github.Payloads.fact;
import static dev.throughline.collector.source.github.Payloads.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentRun;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GitHubDeploymentTest {

    private static final RepositoryId REPOSITORY = new RepositoryId("github", "github.com", "186853002");
    private static final String SUCCESS = "deployment_status-success";

    private final GitHubSource source = new GitHubSource(Payloads.properties(), Catalog.EMPTY);
    private final GitHubSource byRelease = by(DeploymentEvent.RELEASE, null);
    private final GitHubSource byTag = by(DeploymentEvent.TAG, "simple-.*|v.*");
    private final GitHubSource byWorkflow = by(DeploymentEvent.WORKFLOW, "Manually.*");

    @Test
    void readsADeployment() {
        Deployment deployment = fact(Deployment.class, Payloads.normalize(source, "deployment-created", payload -> {}));

        assertThat(deployment)
                .isEqualTo(new Deployment(
                        new DeploymentKey(REPOSITORY, "145988746"),
                        Revision.of(new CommitSha("f95f852bd8fca8fcc58a9a2d6c842781e32a215e"), "master"),
                        Environment.PRODUCTION,
                        new Deployment.Request(
                                Instant.parse("2019-05-15T15:20:53Z"),
                                "https://github.com/Codertocat/Hello-World/deployments/production"),
                        Deployment.Details.NONE,
                        new ReadFrom(DeploymentEvent.DEPLOYMENT, "production", true),
                        new Statement(Instant.parse("2019-05-15T15:20:53Z"), "d1")));
    }

    @Test
    void readsAStatusWithItsDeployment() {
        Normalization status = Payloads.normalize(source, SUCCESS, payload -> {});

        assertThat(facts(status)).hasSize(3);
        assertThat(facts(status).get(0)).isInstanceOf(RepositoryName.class);
        assertThat(facts(status).get(1)).isInstanceOf(Deployment.class);
        assertThat(facts(status).get(2))
                .isEqualTo(new DeploymentStatus(
                        new DeploymentKey(REPOSITORY, "145988746"),
                        "209916254",
                        State.SUCCESS,
                        Instant.parse("2019-05-15T15:20:55Z")));
        assertThat(fact(Deployment.class, status).statement().at()).isEqualTo("2019-05-15T15:20:55Z");
    }

    @Test
    void readsEveryState() {
        Map.of(
                        "success", State.SUCCESS,
                        "failure", State.FAILURE,
                        "error", State.FAILURE,
                        "queued", State.WAITING,
                        "pending", State.WAITING,
                        "waiting", State.WAITING,
                        "in_progress", State.IN_PROGRESS)
                .forEach((word, state) -> assertThat(fact(
                                        DeploymentStatus.class,
                                        Payloads.normalize(
                                                source,
                                                SUCCESS,
                                                payload -> payload.withObject("/deployment_status")
                                                        .put("state", word)))
                                .state())
                        .as(word)
                        .isEqualTo(state));
        for (String word : new String[] {"inactive", "a_state_of_tomorrow"}) {
            assertThat(facts(Payloads.normalize(
                            source,
                            SUCCESS,
                            payload -> payload.withObject("/deployment_status").put("state", word))))
                    .hasSize(2)
                    .noneMatch(DeploymentStatus.class::isInstance);
        }
    }

    @Test
    void readsTheTier() {
        assertThat(tier("qa-7", true)).isEqualTo(Tier.PRODUCTION);
        assertThat(tier("production", false)).isEqualTo(Tier.PRODUCTION);
        assertThat(tier("pre-production", false)).isEqualTo(Tier.STAGING);
        assertThat(tier("staging", false)).isEqualTo(Tier.STAGING);
    }

    @Test
    void takesNoTransientEnvironmentForProduction() {
        Normalization preview = Payloads.normalize(
                source,
                SUCCESS,
                payload -> payload.withObject("/deployment")
                        .put("environment", "production")
                        .put("production_environment", true)
                        .put("transient_environment", true));

        assertThat(fact(Deployment.class, preview).environment().tier()).isEqualTo(Tier.OTHER);
    }

    @Test
    void readsAnAttemptInEachEnvironmentThatADeploymentReaches() {
        Deployment staging = fact(Deployment.class, reaching("staging", "staging", "staging"));
        Deployment promoted = fact(Deployment.class, reaching("staging", "production", "production"));
        Deployment ahead = fact(Deployment.class, reaching("staging", "staging", "production"));

        assertThat(staging.key()).isEqualTo(new DeploymentKey(REPOSITORY, "145988746"));
        assertThat(promoted.key()).isEqualTo(new DeploymentKey(REPOSITORY, "145988746", "production"));
        assertThat(promoted.environment().name()).isEqualTo("production");
        assertThat(promoted.key().id()).isNotEqualTo(staging.key().id());
        assertThat(ahead.key()).as("the status knows first").isEqualTo(promoted.key());
    }

    private Normalization reaching(String original, String now, String status) {
        return Payloads.normalize(source, SUCCESS, payload -> {
            payload.withObject("/deployment")
                    .put("original_environment", original)
                    .put("environment", now);
            payload.withObject("/deployment_status").put("environment", status);
        });
    }

    @Test
    void ignoresDeploymentsOfRunsForAChange() {
        for (String event : new String[] {"pull_request", "pull_request_target", "merge_group"}) {
            assertThat(Payloads.normalize(
                            source,
                            SUCCESS,
                            payload -> payload.withObject("/workflow_run").put("event", event)))
                    .as(event)
                    .isInstanceOf(Ignored.class);
        }
        assertThat(Payloads.normalize(
                        source,
                        SUCCESS,
                        payload -> payload.withObject("/workflow_run").put("event", "push")))
                .isInstanceOf(Facts.class);
        assertThat(Payloads.normalize(source, SUCCESS, payload -> {
                    payload.withObject("/workflow_run").put("event", "pull_request");
                    payload.withObject("/deployment")
                            .put("environment", "preview")
                            .put("production_environment", false);
                    payload.withObject("/deployment_status").put("environment", "preview");
                }))
                .as("a preview is listed")
                .isInstanceOf(Facts.class);
        assertThat(Payloads.normalize(
                        source,
                        "deployment-created",
                        payload -> payload.withObject("/workflow_run").put("event", "pull_request")))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void readsTheAttemptOfTheRunThatMadeADeployment() {
        for (String file : List.of(SUCCESS, "deployment-created")) {
            Normalization told = Payloads.normalize(
                    source,
                    file,
                    payload -> payload.withObject("/workflow_run")
                            .put("id", 71)
                            .put("event", "push")
                            .put("run_attempt", 2));
            assertThat(fact(DeploymentRun.class, told))
                    .as(file)
                    .isEqualTo(new DeploymentRun(new DeploymentKey(REPOSITORY, "145988746"), "71/2"));
        }
        Normalization first = Payloads.normalize(
                source,
                SUCCESS,
                payload -> payload.withObject("/workflow_run").put("id", 71).put("event", "push"));
        assertThat(fact(DeploymentRun.class, first).rollout()).isEqualTo("71/1");
    }

    private Tier tier(String environment, boolean isProduction) {
        return fact(Deployment.class, Payloads.normalize(source, SUCCESS, payload -> {
                    payload.withObject("/deployment_status").put("environment", environment);
                    payload.withObject("/deployment")
                            .put("environment", environment)
                            .put("production_environment", isProduction);
                }))
                .environment()
                .tier();
    }

    @Test
    void readsAFlaggedRollback() {
        assertThat(rollback("rollback")).isTrue();
        assertThat(rollback("rollback:v2")).isTrue();
        assertThat(rollback("deploy:rollback")).isFalse();
    }

    private boolean rollback(String task) {
        return fact(
                        Deployment.class,
                        Payloads.normalize(
                                source,
                                SUCCESS,
                                payload -> payload.withObject("/deployment").put("task", task)))
                .request()
                .isRollback();
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        assertThat(malformed(payload -> payload.withObject("/deployment").put("sha", "main")))
                .isEqualTo("deployment.sha");
        assertThat(malformed(payload -> payload.withObject("/deployment").remove("id")))
                .isEqualTo("deployment.id");
        assertThat(malformed(payload -> payload.withObject("/deployment").remove("environment")))
                .isEqualTo("deployment.environment");
        assertThat(malformed(payload -> payload.remove("deployment_status"))).isEqualTo("deployment_status");
        assertThat(malformed(payload ->
                        payload.withObject("/deployment_status").put("created_at", "+300000-01-01T00:00:00Z")))
                .isEqualTo("deployment_status.created_at");
    }

    private String malformed(Consumer<ObjectNode> change) {
        Normalization normalization = Payloads.normalize(source, SUCCESS, change);
        assertThat(normalization).isInstanceOf(Malformed.class);
        return ((Malformed) normalization).field();
    }

    @Test
    void readsAReleaseWhereReleasesAreDeployments() {
        Normalization released = Payloads.normalize(byRelease, "release-published", payload -> {});

        Deployment deployment = fact(Deployment.class, released);
        assertThat(deployment.key()).isEqualTo(new DeploymentKey(REPOSITORY, "17372790"));
        assertThat(deployment.revision()).isEqualTo(Revision.ofTag("0.0.1"));
        assertThat(deployment.environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(deployment.request().at()).as("not the time of the commit").isEqualTo("2019-05-15T15:20:53Z");
        assertThat(fact(DeploymentStatus.class, released).state()).isEqualTo(State.SUCCESS);
        assertThat(fact(DeploymentStatus.class, released).at()).isEqualTo("2019-05-15T15:20:53Z");
    }

    @Test
    void countsAPromotedPrereleaseAtItsPromotion() {
        Consumer<ObjectNode> promoted = payload -> {
            payload.put("action", "released");
            payload.withObject("/release").put("updated_at", "2019-05-15T18:00:00Z");
        };

        assertThat(fact(DeploymentStatus.class, release(byRelease, promoted)).at())
                .isEqualTo("2019-05-15T18:00:00Z");
        assertThat(facts(release(byRelease, promoted.andThen(payload -> payload.put("action", "edited")))))
                .as("an edit says nothing of when")
                .noneMatch(DeploymentStatus.class::isInstance);
    }

    @Test
    void ignoresReleasesThatAreNone() {
        assertThat(release(byRelease, payload -> payload.withObject("/release").put("draft", true)))
                .isInstanceOf(Ignored.class);
        assertThat(release(byRelease, payload -> payload.withObject("/release").put("prerelease", true)))
                .isInstanceOf(Ignored.class);
        assertThat(release(byRelease, payload -> payload.put("action", "deleted")))
                .isInstanceOf(Ignored.class);
        assertThat(release(by(DeploymentEvent.RELEASE, "v.*"), payload -> {})).isInstanceOf(Ignored.class);
        assertThat(release(source, payload -> {})).isInstanceOf(Ignored.class);
    }

    private static Normalization release(GitHubSource source, Consumer<ObjectNode> change) {
        return Payloads.normalize(source, "release-published", change);
    }

    @Test
    void readsATagWhereTagsAreDeployments() {
        Normalization tag = Payloads.normalize(byTag, "push-tag", payload -> {});

        Deployment deployment = fact(Deployment.class, tag);
        String sha = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
        assertThat(deployment.key()).isEqualTo(new DeploymentKey(REPOSITORY, "simple-tag@" + sha));
        assertThat(deployment.revision()).isEqualTo(Revision.of(new CommitSha(sha), "simple-tag"));
        assertThat(fact(DeploymentStatus.class, tag).at()).isEqualTo(Instant.ofEpochSecond(1557933657));
        assertThat(fact(Push.class, tag).update().ref()).isEqualTo("refs/tags/simple-tag");
    }

    @Test
    void deploysNoOtherTagNoBranchAndNoDeletedTag() {
        assertThat(facts(Payloads.normalize(byTag, "push-tag", payload -> payload.put("ref", "refs/tags/other"))))
                .noneMatch(Deployment.class::isInstance);
        assertThat(facts(Payloads.normalize(byTag, "push", payload -> payload.put("ref", "refs/heads/v1"))))
                .noneMatch(Deployment.class::isInstance);
        assertThat(facts(Payloads.normalize(byTag, "push-tag", payload -> payload.put("deleted", true))))
                .noneMatch(Deployment.class::isInstance);
        assertThat(facts(Payloads.normalize(source, "push-tag", payload -> {})))
                .noneMatch(Deployment.class::isInstance);
    }

    @Test
    void readsARunWhereAWorkflowDeploys() {
        Normalization run = run(
                byWorkflow,
                "success",
                payload -> payload.withObject("/workflow_run").put("run_attempt", 2));

        Deployment deployment = fact(Deployment.class, run);
        assertThat(deployment.key().externalId()).as("each attempt is its own").isEqualTo("1589141559/2");
        assertThat(fact(Deployment.class, run(byWorkflow, "success", payload -> {}))
                        .key()
                        .externalId())
                .isEqualTo("1589141559");
        assertThat(deployment.revision().sha()).isEqualTo(new CommitSha("5779607b49aab1200488439f02372c57b4f75444"));
        assertThat(deployment.environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(fact(DeploymentStatus.class, run).externalId()).isEqualTo("2");
        assertThat(fact(DeploymentStatus.class, run).state()).isEqualTo(State.SUCCESS);
        assertThat(fact(DeploymentStatus.class, run(byWorkflow, "timed_out", payload -> {}))
                        .state())
                .isEqualTo(State.FAILURE);
        assertThat(fact(DeploymentStatus.class, run(byWorkflow, "startup_failure", payload -> {}))
                        .state())
                .isEqualTo(State.FAILURE);
        assertThat(fact(DeploymentStatus.class, run(byWorkflow, "cancelled", payload -> {}))
                        .state())
                .isEqualTo(State.CANCELLED);
    }

    @Test
    void ignoresRunsThatDeployNothing() {
        for (String conclusion : new String[] {"skipped", "neutral", "stale", "action_required"}) {
            assertThat(run(byWorkflow, conclusion, payload -> {})).isInstanceOf(Ignored.class);
        }
        for (String event : new String[] {"pull_request", "pull_request_target", "merge_group"}) {
            assertThat(run(
                            byWorkflow,
                            "success",
                            payload -> payload.withObject("/workflow_run").put("event", event)))
                    .isInstanceOf(Ignored.class);
        }
        assertThat(run(byWorkflow, "success", payload -> payload.put("action", "in_progress")))
                .isInstanceOf(Ignored.class);
        assertThat(run(
                        byWorkflow,
                        "success",
                        payload -> payload.withObject("/workflow").put("name", "Test")))
                .isInstanceOf(Ignored.class);
        assertThat(run(source, "success", payload -> {})).isInstanceOf(Ignored.class);
    }

    private static Normalization run(GitHubSource source, String conclusion, Consumer<ObjectNode> change) {
        return Payloads.normalize(source, "workflow_run-completed", payload -> {
            payload.withObject("/workflow_run").put("conclusion", conclusion);
            change.accept(payload);
        });
    }

    @Test
    void readsOneKindOfDeploymentPerRepository() {
        for (GitHubSource other : new GitHubSource[] {byRelease, byTag, byWorkflow}) {
            assertThat(Payloads.normalize(other, SUCCESS, payload -> {})).isInstanceOf(Ignored.class);
            assertThat(Payloads.normalize(other, "deployment-created", payload -> {}))
                    .isInstanceOf(Ignored.class);
        }
        assertThat(Payloads.normalize(byTag, "release-published", payload -> {}))
                .isInstanceOf(Ignored.class);
        assertThat(Payloads.normalize(
                        byRelease,
                        SUCCESS,
                        payload -> payload.withObject("/repository").put("full_name", "other/repository")))
                .isNotInstanceOf(Ignored.class);
    }

    @Test
    void readsWhatDeploysAServiceWhateverTheRepositoryIsCalled() {
        GitHubSource ruled = with(rule(DeploymentEvent.RELEASE, "0.*"), rule(DeploymentEvent.WORKFLOW, "Manually.*"));

        Deployment release = fact(Deployment.class, release(ruled, payload -> {}));
        assertThat(release.readFrom()).isEqualTo(new ReadFrom(DeploymentEvent.RELEASE, "0.0.1", false));
        assertThat(release.key().externalId()).isEqualTo("17372790");
        assertThat(release.key().id())
                .as("a deployment may have the same number")
                .isNotEqualTo(new DeploymentKey(REPOSITORY, "17372790").id());
        assertThat(fact(DeploymentStatus.class, release(ruled, payload -> {})).deployment())
                .isEqualTo(release.key());
        assertThat(fact(Deployment.class, run(ruled, "success", payload -> {})).readFrom())
                .isEqualTo(new ReadFrom(DeploymentEvent.WORKFLOW, "Manually triggered workflow", false));
        assertThat(fact(Deployment.class, Payloads.normalize(ruled, SUCCESS, payload -> {}))
                        .readFrom())
                .as("what has no rule goes on as before")
                .isEqualTo(new ReadFrom(DeploymentEvent.DEPLOYMENT, "production", true));
        assertThat(release(with(rule(DeploymentEvent.RELEASE, "v.*")), payload -> {}))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void readsATagThatDeploysAService() {
        GitHubSource ruled = with(rule(DeploymentEvent.TAG, "simple-.*"));

        Normalization pushed = Payloads.normalize(ruled, "push-tag", payload -> {});
        Deployment deployment = fact(Deployment.class, pushed);
        DeploymentStatus success = fact(DeploymentStatus.class, pushed);

        assertThat(success.externalId())
                .as("another time is another success, of which the earliest counts")
                .endsWith("@" + success.at());
        assertThat(deployment.readFrom()).isEqualTo(new ReadFrom(DeploymentEvent.TAG, "simple-tag", false));
        assertThat(deployment.key().id())
                .as("the same as by the rule of a repository")
                .isEqualTo(fact(Deployment.class, Payloads.normalize(byTag, "push-tag", payload -> {}))
                        .key()
                        .id());
        assertThat(facts(
                        Payloads.normalize(ruled, "push-tag", payload -> payload.put("ref", "refs/tags/not-simple-1"))))
                .noneMatch(Deployment.class::isInstance);
    }

    @Test
    void readsDeploymentsThatDeployAServiceOfARepositoryOfReleases() {
        GitHubSource ruled = new GitHubSource(
                Payloads.properties(new DeploymentRule("codertocat/*", DeploymentEvent.RELEASE, null)),
                catalog(rule(DeploymentEvent.DEPLOYMENT, "production")));

        Deployment deployment = fact(Deployment.class, Payloads.normalize(ruled, SUCCESS, payload -> {}));

        assertThat(deployment.readFrom()).isEqualTo(new ReadFrom(DeploymentEvent.DEPLOYMENT, "production", false));
        assertThat(Payloads.normalize(
                        ruled,
                        SUCCESS,
                        payload -> payload.withObject("/deployment_status").put("environment", "live")))
                .isInstanceOf(Ignored.class);
    }

    private static GitHubSource with(Catalog.Rule... rules) {
        return new GitHubSource(Payloads.properties(), catalog(rules));
    }

    private static Catalog catalog(Catalog.Rule... rules) {
        return new Catalog(
                IntStream.range(0, rules.length)
                        .mapToObj(i -> new Catalog.Service(
                                "service " + i,
                                null,
                                List.of("acme/elsewhere"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                rules[i]))
                        .toList(),
                List.of());
    }

    private static Catalog.Rule rule(DeploymentEvent from, String pattern) {
        return new Catalog.Rule(from, Pattern.compile(pattern), null);
    }

    private static GitHubSource by(DeploymentEvent from, @org.jspecify.annotations.Nullable String pattern) {
        return new GitHubSource(
                Payloads.properties(
                        new DeploymentRule("codertocat/*", from, pattern == null ? null : Pattern.compile(pattern))),
                Catalog.EMPTY);
    }
}
