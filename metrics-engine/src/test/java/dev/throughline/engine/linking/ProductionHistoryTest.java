package dev.throughline.engine.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.story.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProductionHistoryTest {

    private final List<Attempt> attempts = new ArrayList<>();

    private ProductionHistoryTest deployed(String sha, String environment, String at) {
        return deployed(sha, null, environment, at, false);
    }

    private ProductionHistoryTest deployed(
            @Nullable String sha, @Nullable String digest, String environment, String at, boolean isRollback) {
        return deployed(Story.FORGE, sha, digest, environment, at, isRollback);
    }

    private ProductionHistoryTest deployed(
            SourceTraits source,
            @Nullable String sha,
            @Nullable String digest,
            String environment,
            String at,
            boolean isRollback) {
        return deployed(source, sha, digest, null, environment, at, isRollback);
    }

    private ProductionHistoryTest ran(String run, String sha, String environment, String at) {
        return deployed(Story.FORGE, sha, null, run, environment, at, false);
    }

    private ProductionHistoryTest deployed(
            SourceTraits source,
            @Nullable String sha,
            @Nullable String digest,
            @Nullable String run,
            String environment,
            String at,
            boolean isRollback) {
        attempts.add(new Attempt(
                UUID.randomUUID(),
                source,
                "shop",
                Integer.toString(attempts.size() + 1),
                environment,
                sha == null ? null : Story.sha(sha),
                digest,
                run,
                isRollback,
                null,
                Story.at(at),
                null,
                null));
        return this;
    }

    private List<LogicalDeployment> history() {
        List<Attempt> backwards = new ArrayList<>(attempts);
        Collections.reverse(backwards);
        List<LogicalDeployment> history = ProductionHistory.of(attempts, RolloutOptions.DEFAULT);
        assertThat(ProductionHistory.of(backwards, RolloutOptions.DEFAULT))
                .as("in any order")
                .isEqualTo(history);
        return history;
    }

    private static List<DeploymentKind> kinds(List<LogicalDeployment> history) {
        return history.stream().map(LogicalDeployment::kind).toList();
    }

    @Test
    void f2_takesTheReportOfAnotherSourceForTheSameDeployment() {
        deployed(Story.FORGE, "A", null, "production", "10:00", false)
                .deployed(Story.REPORTS, "A", "digest", "production", "10:03", false);
        assertThat(history()).singleElement().satisfies(one -> {
            assertThat(one.id())
                    .as("whoever deploys knows best")
                    .isEqualTo(attempts.get(1).id());
            assertThat(one.at()).isEqualTo(Story.at("10:00"));
            assertThat(one.first().digest()).isEqualTo("digest");
            assertThat(one.merged()).isEmpty();
            assertThat(one.duplicates()).containsExactly(attempts.get(0));
            assertThat(one.attempts()).hasSize(2);
        });
    }

    @Test
    void f2_believesWhoeverKnowsBest() {
        List<SourceTraits> sources = Stream.of(SourceTraits.Precedence.values())
                .map(precedence -> SourceTraits.ofCommits(precedence.word(), precedence))
                .toList();
        for (int best = 0; best < sources.size(); best++) {
            attempts.clear();
            for (int i = sources.size() - 1; i >= best; i--) {
                deployed(sources.get(i), "A", null, "production", "10:0" + (5 - i), false);
            }
            assertThat(history()).singleElement().satisfies(one -> {
                assertThat(one.first().source()).isEqualTo(attempts.getLast().source());
                assertThat(one.at()).isEqualTo(attempts.getFirst().succeededAt());
            });
        }
    }

    @Test
    void f2_believesTheFirstOfTwoThatKnowEquallyWell() {
        deployed(SourceTraits.ofCommits("one", SourceTraits.Precedence.FORGE), "A", null, "production", "10:03", false)
                .deployed(Story.FORGE, "A", null, "production", "10:00", false);
        assertThat(history())
                .singleElement()
                .satisfies(
                        one -> assertThat(one.id()).isEqualTo(attempts.getLast().id()));
    }

    @Test
    void f2_takesALaterReportForARedeploy() {
        deployed(Story.FORGE, "A", null, "production", "10:00", false)
                .deployed(Story.REPORTS, "A", null, "production", "10:15", false);
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.REDEPLOY);
    }

    @Test
    void f2_waitsTenMinutesAndNoSecondMore() {
        deployed(Story.REPORTS, "A", null, "production", "10:00:00", false)
                .deployed(Story.FORGE, "A", null, "production", "10:10:00", false)
                .deployed(Story.REPORTS, "B", null, "production", "11:00:00", false)
                .deployed(Story.FORGE, "B", null, "production", "11:10:01", false);
        assertThat(kinds(history()))
                .containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD, DeploymentKind.REDEPLOY);
    }

    @Test
    void takesEachOfTwoDeploymentsForOneWhenBothSourcesReportBoth() {
        deployed(Story.FORGE, "A", null, "production", "10:00", false)
                .deployed(Story.FORGE, "A", null, "production", "10:02", false)
                .deployed(Story.REPORTS, "A", null, "production", "10:01", false)
                .deployed(Story.REPORTS, "A", null, "production", "10:03", false);
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.REDEPLOY);
    }

    @Test
    void mergesNeitherOtherCommitsNorOtherEnvironmentsNorUnknownVersions() {
        deployed(Story.FORGE, "A", null, "prod-eu", "10:00", false)
                .deployed(Story.REPORTS, "B", null, "prod-eu", "10:01", false)
                .deployed(Story.FORGE, "B", null, "prod-us", "10:02", false)
                .deployed(Story.FORGE, null, null, "prod-eu", "11:00", false)
                .deployed(Story.REPORTS, null, null, "prod-eu", "11:01", false);
        List<LogicalDeployment> history = history();
        assertThat(kinds(history))
                .containsExactly(
                        DeploymentKind.INITIAL, DeploymentKind.FORWARD, DeploymentKind.FORWARD, DeploymentKind.FORWARD);
        assertThat(history).allMatch(deployment -> deployment.duplicates().isEmpty());
        assertThat(history.get(1).merged()).as("one rollout").hasSize(1);
    }

    @Test
    void l6_takesAnotherConfigurationOfTheSameCommitForForward() {
        deployed("A", "digest-1", "production", "10:00", false).deployed("A", "digest-2", "production", "11:00", false);
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD);
    }

    @Test
    void believesASourceThatFlagsARollback() {
        deployed("A", "production", "10:00").deployed("B", null, "production", "11:00", true);
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.ROLLBACK);
    }

    @Test
    void neverTakesTwoUnknownVersionsForTheSame() {
        deployed(null, null, "production", "10:00", false).deployed(null, null, "production", "11:00", false);
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD);
    }

    @Test
    void tellsVersionsOfWhichNoCommitIsKnownApartByTheirArtifact() {
        deployed(null, "one", "production", "10:00", false)
                .deployed(null, "one", "production", "11:00", false)
                .deployed(null, "two", "production", "12:00", false)
                .deployed(null, null, "production", "13:00", false)
                .deployed(null, "one", "production", "14:00", false);
        assertThat(kinds(history()))
                .containsExactly(
                        DeploymentKind.INITIAL,
                        DeploymentKind.REDEPLOY,
                        DeploymentKind.FORWARD,
                        DeploymentKind.FORWARD,
                        DeploymentKind.ROLLBACK);
    }

    @Test
    void takesEnvironmentsWithinOneDayForOneRollout() {
        deployed("A", "prod-eu", "2025-06-02T10:00:00").deployed("A", "prod-us", "2025-06-03T10:00:00");
        assertThat(history())
                .singleElement()
                .satisfies(rollout -> assertThat(rollout.merged()).hasSize(1));
        deployed("A", "prod-ap", "2025-06-03T10:00:01");
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.REDEPLOY);
    }

    @Test
    void takesARegionThatLagsBehindForPartOfTheEarlierRollout() {
        deployed("A", "prod-eu", "10:00")
                .deployed("B", "prod-eu", "11:00")
                .deployed("A", "prod-us", "11:30")
                .deployed("B", "prod-us", "12:00");
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD);
    }

    @Test
    void takesAnEnvironmentThatGetsACommitAgainForANewRollout() {
        deployed("A", "prod-eu", "10:00")
                .deployed("A", "prod-us", "10:05")
                .deployed("B", "prod-eu", "11:00")
                .deployed("B", "prod-us", "11:05")
                .deployed("A", "prod-eu", "12:00")
                .deployed("A", "prod-us", "12:05");
        assertThat(kinds(history()))
                .containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD, DeploymentKind.ROLLBACK);
    }

    @Test
    void f7_takesTheJobsOfOneAttemptForOneRollout() {
        ran("1/1", "A", "production", "10:00")
                .ran("2/1", "B", "production", "10:10")
                .ran("1/1", "A", "production", "10:20")
                .ran("2/1", "B", "production", "10:30");
        List<LogicalDeployment> history = history();
        assertThat(kinds(history)).containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD);
        assertThat(history).extracting(LogicalDeployment::at).containsExactly(Story.at("10:00"), Story.at("10:10"));
        assertThat(history).allSatisfy(rollout -> {
            assertThat(rollout.merged()).hasSize(1);
            assertThat(rollout.otherEnvironments()).isEmpty();
        });
    }

    @Test
    void takesAJobThatWaitedForDaysForPartOfItsRollout() {
        ran("1/1", "A", "prod-eu", "2025-06-02T10:00")
                .ran("2/1", "B", "prod-eu", "2025-06-04T10:00")
                .ran("1/1", "A", "prod-us", "2025-06-05T10:00");
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD);
    }

    @Test
    void takesALaterAttemptOfARunForADeploymentOfItsOwn() {
        ran("1/1", "A", "prod-eu", "10:00")
                .ran("1/1", "A", "prod-us", "10:05")
                .ran("2/1", "B", "prod-eu", "11:00")
                .ran("1/2", "A", "prod-us", "12:00")
                .ran("1/2", "A", "prod-eu", "12:05")
                .ran("1/3", "A", "prod-eu", "12:30");
        assertThat(kinds(history()))
                .containsExactly(
                        DeploymentKind.INITIAL,
                        DeploymentKind.FORWARD,
                        DeploymentKind.ROLLBACK,
                        DeploymentKind.REDEPLOY);
    }

    @Test
    void takesWhatOnlyALaterAttemptBroughtToARegionForPartOfTheRollout() {
        ran("1/1", "A", "prod-eu", "10:00").ran("2/1", "B", "prod-eu", "11:00").ran("1/2", "A", "prod-us", "11:30");
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD);
    }

    @Test
    void takesRunsOfOneCommitToSeveralEnvironmentsForOneRollout() {
        ran("1/1", "A", "prod-eu", "10:00")
                .ran("2/1", "A", "prod-us", "10:10")
                .ran("1/1", "A", "prod-eu", "10:20")
                .ran("2/1", "A", "prod-us", "10:30");
        assertThat(history()).singleElement().satisfies(rollout -> {
            assertThat(rollout.merged()).hasSize(3).isSortedAccordingTo(Attempt.IN_ORDER);
            assertThat(rollout.otherEnvironments()).containsExactly("prod-us");
        });
    }

    @Test
    void countsARunWhenItArrivedInItsLastEnvironment() {
        ran("1/1", "A", "prod-eu", "10:00").ran("1/1", "A", "prod-us", "10:10").ran("1/1", "A", "prod-us", "10:20");
        RolloutOptions last = new RolloutOptions(
                RolloutOptions.DEFAULT.dedupeWindow(),
                RolloutOptions.Grouping.SHA_WINDOW,
                RolloutOptions.GroupingAt.LAST);
        assertThat(ProductionHistory.of(attempts, last))
                .singleElement()
                .extracting(LogicalDeployment::at)
                .isEqualTo(Story.at("10:10"));
    }

    @Test
    void knowsTheRunOfWhatThePipelineReportedToo() {
        ran("1/1", "A", "production", "10:00")
                .deployed(Story.REPORTS, "A", "digest", "production", "10:01", false)
                .ran("2/1", "B", "production", "10:10")
                .ran("1/1", "A", "production", "10:20");
        assertThat(kinds(history())).containsExactly(DeploymentKind.INITIAL, DeploymentKind.FORWARD);
    }

    @Test
    void ordersDeploymentsOfOneInstantByTheSourcesOwnId() {
        deployed("A", "production", "10:00").deployed("B", "production", "10:00");
        assertThat(history())
                .extracting(deployment -> deployment.first().externalId())
                .containsExactly("1", "2");
    }
}
