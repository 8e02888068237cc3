package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.merge;
import static dev.throughline.engine.story.Story.pick;
import static dev.throughline.engine.story.Story.revert;
import static dev.throughline.engine.story.Story.sha;
import static dev.throughline.engine.story.Story.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentJob;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentRun;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.story.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The conformance vectors of the definitions that are about links, kinds, attribution and recovery, from facts to samples. Each is
 * told in three orders of arrival, which must leave the very same samples; those about counting and time are tested where the SQL
 * functions are.
 */
class ConformanceIT {

    private final Story s = new Story("acme/s");

    /** The engine after it was told everything, in order. F6: backwards, shuffled and doubled it must say the same. */
    static Engine told(Story... stories) {
        List<Fact> facts =
                Arrays.stream(stories).flatMap(story -> story.facts().stream()).toList();
        Engine engine = new Engine().record(facts).derive();
        List<String> samples = engine.everything();
        List<Fact> backwards = new ArrayList<>(facts);
        Collections.reverse(backwards);
        assertThat(oneByOne(backwards).everything()).as("backwards").isEqualTo(samples);
        for (int seed = 0; seed < 2; seed++) {
            List<Fact> doubled = new ArrayList<>(
                    Stream.concat(facts.stream(), facts.stream()).toList());
            Collections.shuffle(doubled, new Random(seed));
            assertThat(oneByOne(doubled).everything()).as("shuffled, doubled").isEqualTo(samples);
        }
        assertThat(engine.due()).isZero();
        return engine;
    }

    /** Neither a status nor a run can come without its deployment, as no source sends one so: they are recorded in pairs. */
    private static Engine oneByOne(List<Fact> facts) {
        Engine engine = new Engine();
        for (Fact fact : facts) {
            DeploymentKey told = switch (fact) {
                case DeploymentStatus status -> status.deployment();
                case DeploymentRun run -> run.deployment();
                case DeploymentJob job -> job.deployment();
                default -> null;
            };
            if (told != null) {
                facts.stream()
                        .filter(other -> other instanceof dev.throughline.engine.fact.Deployment deployment
                                && deployment.key().equals(told))
                        .findAny()
                        .ifPresent(deployment -> engine.record(List.of(deployment, fact)));
            } else {
                engine.record(List.of(fact));
            }
            engine.derive();
        }
        return engine;
    }

    /** A commit of this very hash, with what its message says it was picked from. */
    private static Commit commitOf(CommitSha sha, String authorAt, String... pickedFrom) {
        return new Commit(
                sha,
                at(authorAt),
                Commit.AuthorTime.AUTHOR_DATE,
                Author.UNKNOWN,
                new Commit.Message(null, false, List.of(pickedFrom), Claims.NONE),
                null);
    }

    @Test
    void l1_countsCommitsOfABranchAndNoMerge() {
        s.push("main", null, "14:00", commit("C0", "14:00"))
                .push("main", "C0", "14:30", commit("C1", "14:30"))
                .deploy("1", "C1", "14:45")
                .push("main", "C1", "15:00", commit("C2", "15:00"))
                .push("topic", "C1", "16:00", commit("C3", "16:00"))
                .push("main", "C2", "17:00", commit("C3", "16:00"), merge("C4", "17:00"))
                .deploy("2", "C4", "19:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "1").lead()).isEmpty();
        assertThat(engine.deployment(s, "2").lead()).containsExactly(10800, 14400);
    }

    @Test
    void l2_squashGivesTheSamplesOfItsOwnCommits() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("topic", "base", "10:05", commit("a", "09:00"), commit("b", "10:00"))
                .merged(1, "topic", "b", "10:30", "11:00", "m")
                .push("main", "base", "11:00", commit("m", "11:00"))
                .deploy("2", "m", "12:00");
        Engine engine = told(s);
        Engine.Row second = engine.deployment(s, "2");
        assertThat(second.lead()).containsExactly(7200, 10800);
        assertThat(second.leadChange()).containsExactly(10800);
        assertThat(second.leadMerge()).containsExactly(3600);
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::sha, Engine.CommitRow::provenance, Engine.CommitRow::deliveredAs)
                .contains(org.assertj.core.groups.Tuple.tuple(sha("a").value(), "branch_push", sha("m").value()));
    }

    @Test
    void l2_squashOfUnknownCommitsStartsWithTheOpening() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .merged(1, "topic", "b", "10:30", "11:00", "m")
                .push("main", "base", "11:00", commit("m", "11:00"))
                .deploy("2", "m", "12:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(5400);
        assertThat(engine.commits(s, "2")).singleElement().satisfies(commit -> {
            assertThat(commit.flags()).containsExactly("pr_opened");
            assertThat(commit.provenance()).isEqualTo("pr_opened");
        });
    }

    @Test
    void l3_rebaseGivesTheSameAsSquash() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("topic", "base", "10:05", commit("a", "09:00"), commit("b", "10:00"))
                .merged(1, "topic", "b", "10:30", "11:00", "b'")
                .push("main", "base", "11:00", commit("a'", "09:00"), commit("b'", "10:00"))
                .deploy("2", "b'", "12:00");
        Engine.Row second = told(s).deployment(s, "2");
        assertThat(second.lead()).containsExactly(7200, 10800);
        assertThat(second.leadChange()).containsExactly(10800);
        assertThat(second.leadMerge()).containsExactly(3600);
    }

    @Test
    void l4_failedAttemptsDeliverNothing() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "09:30")
                .push("main", "A", "10:00", commit("B", "10:00"))
                .failToDeploy("2", "B", "11:00")
                .push("main", "B", "11:30", commit("C", "11:30"))
                .deploy("3", "C", "12:00");
        Engine engine = told(s);
        assertThat(engine.deployments()).hasSize(2).allMatch(Engine.Row::counts);
        assertThat(engine.deployment(s, "3").lead()).containsExactly(1800, 7200);
        assertThat(engine.deployments()).noneMatch(Engine.Row::failed);
    }

    @Test
    void l5_rollbackAndRefixDeliverNothingTwice() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .deploy("1", "A", "08:30")
                .push("main", "A", "09:00", commit("B", "09:00"))
                .deploy("2", "B", "10:00")
                .deploy("3", "A", "10:20")
                .push("main", "B", "11:00", commit("C", "11:00"))
                .deploy("4", "C", "12:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600);
        assertThat(engine.deployment(s, "3").kind()).isEqualTo("rollback");
        assertThat(engine.deployment(s, "3").lead()).isEmpty();
        assertThat(engine.deployment(s, "4").lead()).containsExactly(3600);
        assertThat(engine.deployment(s, "3").leadAgain()).isEmpty();
        assertThat(engine.deployment(s, "4").leadAgain())
                .as("what counting from the deployment before would add")
                .containsExactly(10800);
    }

    @Test
    void l6_redeployDoesNotCount() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .deploy("1", "A", "08:30")
                .deploy("2", "A", "09:30");
        Engine.Row second = told(s).deployment(s, "2");
        assertThat(second.kind()).isEqualTo("redeploy");
        assertThat(second.counts()).isFalse();
        assertThat(second.lead()).isEmpty();
    }

    @Test
    void l7_believesThePushWhereAnAuthorsClockIsAhead() {
        s.push("main", null, "11:00", commit("A", "11:00"))
                .deploy("1", "A", "11:10")
                .push("main", "A", "12:00", commit("B", "12:10"))
                .deploy("2", "B", "12:05");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(300);
        assertThat(engine.commits(s, "2"))
                .singleElement()
                .satisfies(commit -> assertThat(commit.flags()).containsExactly("clock_skew"));
    }

    @Test
    void l7_clampsAMergeAfterTheDeployment() {
        s.push("main", null, "11:00", commit("A", "11:00"))
                .deploy("1", "A", "11:10")
                .push("main", "A", "12:00", commit("B", "11:50"))
                .merged(1, "topic", "B", "11:55", "12:10", "B")
                .deploy("2", "B", "12:05");
        assertThat(told(s).deployment(s, "2").leadMerge()).containsExactly(0);
    }

    @Test
    void l10_cherryPickIsTheSameChangeAndItsFirstArrivalWins() {
        s.push("main", null, "2025-06-01T08:00", commit("A", "2025-06-01T08:00"))
                .deploy("1", "A", "2025-06-01T09:00")
                .push("main", "A", "2025-06-02T09:00", commit("X", "2025-06-02T09:00"))
                .branch("release", "A", "2025-06-03T08:00")
                .push("release", "A", "2025-06-03T08:30", pick("X'", "2025-06-02T09:00", "X"))
                .deploy("2", "X'", "2025-06-03T09:00")
                .deploy("3", "X", "2025-06-04T09:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(86400);
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("trailer");
        assertThat(engine.deployment(s, "3").lead()).isEmpty();
    }

    /** A base that is live, and a branch of a 09:00 and b 10:00. */
    private Story branchOfTwo() {
        return s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("topic", "base", "10:05", commit("a", "09:00"), commit("b", "10:00"));
    }

    @Test
    void l12_squashOfAMergeQueueIsOlderThanItsMerge() {
        branchOfTwo()
                .merged(1, 2, "topic", "main", "b", "09:10", "11:05", "m")
                .push("gh-readonly-queue/main/pr-1", null, "10:40", commit("m", "10:40"))
                .push("main", "base", "11:05", commit("m", "10:40"))
                .deploy("2", "m", "12:00");
        Engine.Row second = told(s).deployment(s, "2");
        assertThat(second.lead()).containsExactly(7200, 10800);
        assertThat(second.leadChange()).containsExactly(10800);
        assertThat(second.leadMerge()).containsExactly(3300);
    }

    @Test
    void l12_batchOfAMergeQueueSquashesEachChange() {
        branchOfTwo()
                .push("other", "base", "09:45", commit("c", "09:30"), commit("d", "09:40"))
                .merged(1, 2, "topic", "main", "b", "09:10", "11:05", "m1")
                .merged(2, 2, "other", "main", "d", "09:50", "11:05", "m2")
                .push("main", "base", "11:05", commit("m1", "10:40"), commit("m2", "10:41"))
                .deploy("2", "m2", "12:00");
        Engine.Row second = told(s).deployment(s, "2");
        assertThat(second.lead()).containsExactly(7200, 8400, 9000, 10800);
        assertThat(second.leadChange()).containsExactlyInAnyOrder(9000, 10800);
    }

    @Test
    void l12_batchOfUnknownBranchesIsToldByWhatArrived() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .merged(1, 2, "topic", "main", "b", "09:10", "11:05", "m1")
                .merged(2, 2, "other", "main", "d'", "09:50", "11:05", "d2")
                .push("main", "base", "11:05", commit("m1", "10:40"), commit("d1", "09:30"), commit("d2", "09:40"))
                .deploy("2", "d2", "12:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead())
                .as("a squash from its opening, and two rebased commits")
                .containsExactly(8400, 9000, 10200);
    }

    @Test
    void l12_squashOfOneCommitIsToldByItsAuthorTime() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .merged(1, 1, "topic", "main", "b", "09:10", "11:00", "m")
                .push("main", "base", "11:00", commit("m", "10:40"))
                .merged(2, 1, "other", "main", "c", "10:00", "11:10", "c'")
                .push("main", "m", "11:10", commit("c'", "09:30"))
                .deploy("2", "c'", "12:00");
        assertThat(told(s).deployment(s, "2").lead())
                .as("the squash from its opening, the rebased commit from when it was written")
                .containsExactly(9000, 10200);
    }

    @Test
    void l13_mergeTitledLikeItsChangeGivesNoSample() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("main", "base", "11:00", commit("a", "09:00"), commit("b", "10:00"), commit("m", "11:00"))
                .merged(1, 2, "topic", "main", "b", "09:10", "11:00", "m")
                .deploy("2", "m", "12:00");
        Engine.Row second = told(s).deployment(s, "2");
        assertThat(second.lead()).containsExactly(7200, 10800);
        assertThat(second.leadChange()).containsExactly(10800);
    }

    @Test
    void l13_mergeOfAHeadThatNobodySawIsToldByTheCount() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("main", "base", "11:00", commit("a", "09:00"), commit("b", "10:00"), commit("m", "11:00"))
                .merged(1, 2, "topic", "main", "elsewhere", "09:10", "11:00", "m")
                .deploy("2", "m", "12:00");
        assertThat(told(s).deployment(s, "2").lead()).containsExactly(7200, 10800);
    }

    @Test
    void l13_pushOfAMergeTitledLikeItsChangeMayBeSplit() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("main", "base", "11:00", commit("a", "09:00"), commit("b", "10:00"), commit("m", "11:00"))
                .deploy("2", "a", "11:10")
                .deploy("3", "m", "12:00")
                .merged(1, 2, "topic", "main", "b", "09:10", "11:00", "m");
        assertThat(told(s).deployment(s, "2").lead()).isEmpty();
    }

    /** A squash of two commits, picked to a release branch that is live first. */
    private Story backport() {
        return branchOfTwo()
                .branch("release", "base", "08:40")
                .merged(1, 2, "topic", "main", "b", "09:10", "10:30", "m")
                .push("main", "base", "10:30", commit("m", "10:30"))
                .push("backport", "base", "10:41", pick("p", "10:30", "m"))
                .push("release", "base", "11:00", pick("p", "10:30", "m"), merge("n", "11:00"))
                .merged(2, 1, "backport", "release", "p", "10:42", "11:00", "n");
    }

    @Test
    void l14_backportOfASquashMeansItsCommits() {
        backport().deploy("2", "n", "12:00").deploy("3", "m", "2025-06-03T12:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(7200, 10800);
        assertThat(engine.deployment(s, "2").leadChange()).containsExactly(10800);
        assertThat(engine.deployment(s, "2").leadMerge()).containsExactly(5400);
        assertThat(engine.deployment(s, "3").lead()).isEmpty();
        assertThat(engine.deployment(s, "3").leadChange()).isEmpty();
        assertThat(engine.deployment(s, "3").leadMerge()).isEmpty();
    }

    @Test
    void l14_backportThatIsLaterBringsNothing() {
        backport().deploy("2", "m", "12:00").deploy("3", "n", "2025-06-03T12:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(7200, 10800);
        assertThat(engine.deployment(s, "2").leadMerge()).containsExactly(5400);
        assertThat(engine.deployment(s, "3").lead()).isEmpty();
        assertThat(engine.deployment(s, "3").leadChange()).isEmpty();
    }

    @Test
    void l14_pickOfAMergeMeansWhatItBrought() {
        branchOfTwo()
                .branch("release", "base", "08:40")
                .merged(1, 2, "topic", "main", "b", "09:10", "10:30", "m")
                .push("main", "base", "10:30", commit("a", "09:00"), commit("b", "10:00"), merge("m", "10:30"))
                .push("release", "base", "11:00", pick("p", "10:30", "m"))
                .deploy("2", "p", "12:00")
                .deploy("3", "m", "13:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(7200, 10800);
        assertThat(engine.deployment(s, "3").lead()).isEmpty();
        assertThat(engine.deployment(s, "3").leadChange()).isEmpty();
    }

    @Test
    void l15_branchThatIsDeployedBeforeItsMergeIsDeliveredThere() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("topic", null, "09:05", commit("t", "09:00"))
                .counted("topic", "t", "base", 1)
                .deploy("2", "t", "10:00")
                .push("main", "base", "10:30", commit("m", "10:30"))
                .merged(1, 1, "topic", "main", "t", "09:10", "10:30", "m")
                .deploy("3", "m", "11:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600);
        assertThat(engine.deployment(s, "2").leadChange()).containsExactly(3600);
        assertThat(engine.deployment(s, "2").leadMerge()).containsExactly(0);
        assertThat(engine.deployment(s, "3").counts()).isTrue();
        assertThat(engine.deployment(s, "3").lead()).isEmpty();
        assertThat(engine.deployment(s, "3").leadChange()).isEmpty();
    }

    @Test
    void l15_branchThatIsForcedLaterHasNoBaseAnyMore() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("topic", null, "09:05", commit("t", "09:00"))
                .counted("topic", "t", "base", 1)
                .deploy("2", "t", "10:00")
                .push("topic", "t", "10:10", commit("u", "10:05"))
                .forcePush("topic", "u", "10:20", commit("v", "10:15"));
        assertThat(told(s).deployment(s, "2").lead()).isEmpty();
        assertTheSameOneByOne(s);
    }

    @Test
    void l15_headThatIsToldOfBeforeItIsPushed() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("topic", null, "09:05", commit("t1", "09:00"))
                .deploy("2", "t1", "10:00")
                .push("topic", "t1", "10:10", commit("t2", "10:05"))
                .counted("topic", "t3", "base", 3)
                .push("topic", "t2", "10:20", commit("t3", "10:15"));
        assertThat(told(s).deployment(s, "2").lead()).containsExactly(3600);
        assertTheSameOneByOne(s);
    }

    /** In the order in which they were told, each derived before the next. */
    private static void assertTheSameOneByOne(Story story) {
        Engine engine = oneByOne(story.facts());
        List<String> samples = engine.everything();
        assertThat(engine.recompute().everything()).isEqualTo(samples);
    }

    @Test
    void readsACommitAgainAsItIsReadNow() {
        s.push("main", null, "08:00", commit("a", "08:00"))
                .deploy("1", "a", "08:30")
                .push("main", "a", "09:00", commit("b", "09:00"))
                .deploy("2", "b", "09:30");
        Story before = new Story("acme/s")
                .push("main", "b", "10:00", revert("c", "10:00", "b"))
                .deploy("3", "c", "10:30");
        Story now = new Story("acme/s").push("main", "b", "10:00", commit("c", "10:00"));
        Engine engine = new Engine().record(s.facts()).record(before.facts()).derive();
        assertThat(engine.rules(s, "2")).containsExactly("revert");
        engine.record(now.facts()).derive();
        assertThat(engine.rules(s, "2")).isEmpty();
    }

    @Test
    void l15_rebasedAfterItWasDeployedBringsNothing() {
        branchOfTwo()
                .deploy("2", "b", "10:10")
                .push("main", "base", "10:30", commit("a'", "09:00"), commit("b'", "10:00"))
                .merged(1, 2, "topic", "main", "b", "09:10", "10:30", "b'")
                .deploy("3", "b'", "11:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(600, 4200);
        assertThat(engine.deployment(s, "3").lead()).isEmpty();
        assertThat(engine.deployment(s, "3").leadChange()).isEmpty();
    }

    @Test
    void l15_branchOfUnknownBaseIsUnlinkedWhereTheCountDoesNotHold() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("topic", null, "09:05", commit("t", "09:00"))
                .merged(1, 2, "topic", "main", "t", "09:10", "10:30", "m")
                .counted("topic", "t", "base", 2)
                .deploy("2", "t", "10:00");
        assertThat(told(s).deployment(s, "2").lead()).isEmpty();
        Story forced = new Story("acme/forced")
                .push("main", null, "08:00", commit("base2", "08:00"))
                .deploy("1", "base2", "08:30")
                .push("topic", null, "09:05", commit("t2", "09:00"))
                .forcePush("topic", "t2", "09:06", commit("t3", "09:00"))
                .merged(1, 1, "topic", "main", "t2", "09:10", "10:30", "m2")
                .counted("topic", "t2", "base2", 1)
                .deploy("2", "t2", "10:00");
        assertThat(told(forced).deployment(forced, "2").lead()).isEmpty();
    }

    @Test
    void c11_hotfixMergedBackIsOne() {
        s.push("main", null, "08:00", commit("c1", "08:00"))
                .branch("develop", "c1", "08:06")
                .deploy("1", "c1", "08:30")
                .push("develop", "c1", "08:41", commit("f1", "08:40"))
                .push("main", "c1", "09:01", commit("c2", "09:00"))
                .deploy("2", "c2", "10:00")
                .push("hotfix/x", "c2", "10:31", commit("h", "10:30"))
                .push("main", "c2", "10:50", commit("h", "10:30"), merge("m5", "10:50"))
                .merged(5, 1, "hotfix/x", "main", "h", "10:35", "10:50", "m5", "hotfix")
                .deploy("3", "m5", "11:00")
                .push("develop", "f1", "11:10", commit("c2", "09:00"), commit("h", "10:30"), merge("m6", "11:10"))
                .merged(6, 1, "hotfix/x", "develop", "h", "11:05", "11:10", "m6", "hotfix")
                .push(
                        "main",
                        "m5",
                        "2025-06-03T09:00",
                        commit("f1", "08:40"),
                        merge("m6", "11:10"),
                        merge("m7", "2025-06-03T09:00"))
                .merged(7, 3, "develop", "main", "m6", "2025-06-03T08:50", "2025-06-03T09:00", "m7")
                .deploy("4", "m7", "2025-06-03T10:00");
        Engine engine = told(s);
        assertThat(engine.rules(s, "2")).containsExactly("hotfix");
        assertThat(engine.deployment(s, "3").failed()).isFalse();
        assertThat(engine.deployments().stream().filter(Engine.Row::rework).map(Engine.Row::externalId))
                .containsExactly("3");
        assertThat(engine.deployment(s, "4").leadChange())
                .as("the release, and no hotfix again")
                .hasSize(1);
    }

    @TestFactory
    Stream<DynamicTest> c12_fixOfAnIncidentElsewhere() {
        return Stream.of("in the change", "in a commit", "in the commit that it ended in")
                .map(where -> DynamicTest.dynamicTest(where, () -> {
                    Story shop = new Story("acme/shop");
                    Story incidents = new Story("acme/incidents");
                    String five = "acme/incidents#5";
                    Commit fix = commit("h", "10:30");
                    Commit merge = merge("m5", "10:50");
                    shop.push("main", null, "08:00", commit("c1", "08:00"))
                            .deploy("1", "c1", "08:30")
                            .push("main", "c1", "08:50", commit("c2", "08:40"))
                            .deploy("2", "c2", "09:00")
                            .push("main", "c2", "09:50", commit("c3", "09:40"))
                            .deploy("3", "c3", "10:00")
                            .push(
                                    "main",
                                    "c3",
                                    "10:50",
                                    where.equals("in a commit") ? Story.closing(fix, five) : fix,
                                    where.endsWith("ended in") ? Story.closing(merge, five) : merge)
                            .hotfix(5, "hotfix/x", "h", "10:35", "10:50", "m5");
                    if (where.equals("in the change")) {
                        shop.closing(five);
                    }
                    shop.deploy("4", "m5", "11:00");
                    incidents.incident(5, "10:10", "11:00", Story.sha("c2").value());

                    for (List<Story> order : List.of(List.of(shop, incidents), List.of(incidents, shop))) {
                        Engine engine = new Engine();
                        order.forEach(story -> engine.record(story.facts()).derive());
                        assertThat(engine.rules(shop, "2")).containsExactly("declared");
                        assertThat(engine.rules(shop, "3")).isEmpty();
                        assertThat(engine.deployments().stream()
                                        .filter(Engine.Row::rework)
                                        .map(Engine.Row::externalId))
                                .containsExactly("4");
                    }
                }));
    }

    @Test
    void findsTheChangeOfAnotherRepositoryThatIsToBlame() {
        Story shop = new Story("acme/shop");
        shop.push("main", null, "08:00", commit("c1", "08:00"))
                .deploy("1", "c1", "08:30")
                .push("main", "c1", "08:50", commit("c2", "08:40"), merge("m7", "08:50"))
                .labelled("x", 7, "topic", "c2", "08:45", "08:50", "m7")
                .deploy("2", "m7", "09:00")
                .push("main", "m7", "09:50", commit("c3", "09:40"))
                .deploy("3", "c3", "10:00");
        Story incidents = new Story("acme/incidents").incident(5, "10:10", "11:00", "acme/store#7");

        for (List<Story> order : List.of(List.of(shop, incidents), List.of(incidents, shop))) {
            Engine engine = new Engine();
            order.forEach(story -> engine.record(story.facts()).derive());
            assertThat(engine.rules(shop, "2")).as("nobody is called so").isEmpty();
            Story renamed = new Story("acme/shop").renamed("acme/store", "12:00");
            engine.record(renamed.facts()).derive();
            assertThat(engine.rules(shop, "2")).containsExactly("declared");
            assertThat(engine.rules(shop, "3")).isEmpty();
        }
    }

    @Test
    void findsAnIncidentElsewhereByANameThatItsRepositoryTakesLater() {
        Story shop = new Story("acme/shop");
        shop.push("main", null, "08:00", commit("c1", "08:00"))
                .deploy("1", "c1", "08:30")
                .push("main", "c1", "08:50", Story.closing(commit("c2", "08:40"), "acme/outages#5"))
                .deploy("2", "c2", "09:00");
        Story incidents = new Story("acme/incidents").incident(5, "08:35", "09:00");
        Engine engine = told(shop);
        engine.record(incidents.facts()).derive();
        assertThat(engine.deployment(shop, "2").rework()).isFalse();

        engine.record(incidents.renamed("acme/outages", "12:00").facts()).derive();
        assertThat(engine.deployment(shop, "2").rework()).isTrue();
    }

    @Test
    void f1_takesTheEarliestSuccessOfADeployment() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("7", "A", "10:00")
                .deploy("7", "A", "10:05");
        assertThat(told(s).deployments())
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.at()).isEqualTo(at("10:00")));
    }

    @Test
    void f3_takesTheSameCommitInSeveralRegionsForOneRollout() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "prod-eu", "10:00")
                .deploy("2", "A", "prod-us", "10:10")
                .deploy("3", "A", "prod-ap", "10:40");
        assertThat(told(s).deployments())
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.at()).isEqualTo(at("10:00")));
    }

    @Test
    void f4_countsSuccessesInProductionAlone() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "staging", "10:00")
                .failToDeploy("2", "A", "10:10")
                .deploy("3", "A", "10:20");
        assertThat(told(s).deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.externalId()).isEqualTo("3");
            assertThat(deployment.failed()).isFalse();
        });
    }

    @Test
    void f8_takesADeploymentForAnAttemptInEachEnvironmentThatItReaches() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("main", "base", "09:10", commit("A", "09:00"))
                .deploy("2", "A", "staging", "10:00")
                .promote("2", "A", "production", "11:00");
        assertThat(told(s).deployments())
                .extracting(Engine.Row::externalId, Engine.Row::at, Engine.Row::lead)
                .containsExactly(tuple("1", at("08:10"), List.of()), tuple("2", at("11:00"), List.of(7200)));
    }

    /** Eight deployments, one an hour from 01:00, each with one commit. */
    private Story eight() {
        s.push("main", null, "00:10", commit("1", "00:10"));
        s.deploy("1", "1", "01:00");
        for (int i = 2; i <= 8; i++) {
            s.push("main", "" + (i - 1), "0%d:10".formatted(i - 1), commit("" + i, "0%d:10".formatted(i - 1)));
            s.deploy("" + i, "" + i, "0%d:00".formatted(i));
        }
        return s;
    }

    @Test
    void c1_countsFailedDeploymentsAndNotIncidents() {
        eight().incident(1, "03:10", "03:20", sha("3").value())
                .incident(2, "03:15", "03:25", sha("3").value())
                .incident(3, "05:10", "05:20", sha("5").value());
        Engine engine = told(s);
        assertThat(engine.deployments().stream().filter(Engine.Row::failed).map(Engine.Row::externalId))
                .containsExactly("3", "5");
        assertThat(engine.rules(s, "3")).containsExactly("declared", "declared");
    }

    @Test
    void c2_rollbackBlamesTheFirstAfterItsTarget() {
        s.push("main", null, "08:00", commit("V1", "08:00"))
                .push("main", "V1", "08:10", commit("V2", "08:10"))
                .push("main", "V2", "08:20", commit("V3", "08:20"))
                .deploy("1", "V1", "09:00")
                .deploy("2", "V2", "10:00")
                .deploy("3", "V3", "11:00")
                .deploy("4", "V1", "12:00");
        Engine engine = told(s);
        assertThat(engine.deployments()).allMatch(Engine.Row::counts);
        assertThat(engine.deployments().stream().filter(Engine.Row::failed).map(Engine.Row::externalId))
                .containsExactly("2");
        assertThat(engine.deployments().stream().filter(Engine.Row::rework).map(Engine.Row::externalId))
                .containsExactly("4");
        assertThat(engine.deployment(s, "2").recoverySeconds()).isEqualTo(2 * 3600);
    }

    @Test
    void c3_goingBackUpAfterARollbackIsForward() {
        s.push("main", null, "08:00", commit("V1", "08:00"))
                .push("main", "V1", "08:10", commit("V2", "08:10"))
                .deploy("1", "V1", "09:00")
                .deploy("2", "V2", "10:00")
                .deploy("3", "V1", "11:00")
                .deploy("4", "V2", "12:00");
        Engine engine = told(s);
        assertThat(engine.deployments())
                .extracting(Engine.Row::kind)
                .containsExactly("initial", "forward", "rollback", "forward");
        assertThat(engine.deployment(s, "4").flags()).containsExactly("redelivered");
        assertThat(engine.deployment(s, "4").lead()).isEmpty();
        assertThat(engine.deployments().stream().filter(Engine.Row::failed).map(Engine.Row::externalId))
                .containsExactly("2");
        assertThat(engine.deployments().stream().filter(Engine.Row::rework).map(Engine.Row::externalId))
                .containsExactly("3");
    }

    @Test
    void c4_looksBackOneDayAndNoSecondMore() {
        s.push("main", null, "09:00", commit("A", "09:00")).deploy("1", "A", "10:00");
        s.incident(1, "2025-06-03T10:00:00", null);
        assertThat(told(s).rules(s, "1")).containsExactly("window");
        Story late = new Story("acme/late")
                .push("main", null, "09:00", commit("A2", "09:00"))
                .deploy("1", "A2", "10:00")
                .incident(1, "2025-06-03T10:00:01", null);
        assertThat(told(late).deployment(late, "1").failed()).isFalse();
    }

    @Test
    void c14_blamesTheRolloutThatRuns() {
        s.push("main", null, "07:00", commit("A", "07:00"))
                .deploy("1", "A", "08:30")
                .push("main", "A", "09:00", commit("B", "09:00"))
                .status("2", "B", "production", DeploymentStatus.State.IN_PROGRESS, "10:00")
                .deploy("2", "B", "10:30")
                .incident(1, "10:20", "11:00");
        Engine engine = told(s);
        assertThat(engine.rules(s, "2")).containsExactly("window");
        assertThat(engine.deployment(s, "2").recoverySeconds()).isEqualTo(1800);
        assertThat(engine.deployment(s, "1").failed()).isFalse();
    }

    @Test
    void c14_blamesNoRolloutThatOnlyWaited() {
        s.push("main", null, "07:00", commit("A", "07:00"))
                .deploy("1", "A", "08:30")
                .push("main", "A", "09:00", commit("B", "09:00"))
                .status("2", "B", "production", DeploymentStatus.State.WAITING, "10:00")
                .deploy("2", "B", "10:30")
                .incident(1, "10:20", "11:00");
        assertThat(told(s).rules(s, "1")).containsExactly("window");
    }

    @Test
    void c14_believesARolloutToRunForTwoHours() {
        s.push("main", null, "07:00", commit("A", "07:00"))
                .deploy("1", "A", "08:00")
                .push("main", "A", "08:10", commit("B", "08:10"))
                .status("2", "B", "production", DeploymentStatus.State.IN_PROGRESS, "08:20")
                .deploy("2", "B", "12:00")
                .incident(1, "09:59", "12:30");
        assertThat(told(s).rules(s, "1")).containsExactly("window");
    }

    @Test
    void c5_declaredCauseBeatsTheWindow() {
        eight().incident(1, "08:10", "08:20", sha("2").value().substring(0, 7));
        Engine engine = told(s);
        assertThat(engine.rules(s, "2")).containsExactly("declared");
        assertThat(engine.deployment(s, "8").failed()).isFalse();
    }

    @Test
    void c5_causeOfAnotherRepositoryCountsWhereItWasDelivered() {
        Story central = new Story("acme/incidents").incident(1, "03:30", "04:30", sha("3").value());
        eight();
        Engine engine = told(s, central);
        assertThat(engine.rules(s, "3")).containsExactly("declared");
        assertThat(engine.deployment(s, "3").recoverySeconds()).isEqualTo(3600);
    }

    @Test
    void c5_commentDeclaresACauseAsLongAsItSaysSo() {
        eight().incident(1, "08:10", "08:20").comment(1, "c", "08:30", false, sha("2").value());
        Engine engine = told(s);
        assertThat(engine.rules(s, "2")).containsExactly("declared");
        assertThat(engine.deployment(s, "8").failed()).isFalse();

        s.comment(1, "c", "08:40", false, "#999");
        assertThat(told(s).deployments()).noneMatch(Engine.Row::failed);

        s.comment(1, "c", "08:50", true);
        assertThat(told(s).rules(s, "8")).containsExactly("window");
    }

    @Test
    void c5_commentAddsToWhatTheIncidentDeclares() {
        eight().incident(1, "08:10", "08:20", sha("3").value())
                .comment(1, "c", "08:30", false, sha("2").value())
                .comment(1, "d", "08:30", false);
        Engine engine = told(s);
        assertThat(engine.rules(s, "2")).containsExactly("declared");
        assertThat(engine.rules(s, "3")).containsExactly("declared");
    }

    @Test
    void c5_commentOnAnIncidentOfNobodyIsKeptUntilThereIsOne() {
        eight().comment(1, "c", "08:30", false, sha("2").value());
        Engine engine = told(s);
        assertThat(engine.deployments()).noneMatch(Engine.Row::failed);

        engine.record(s.incident(1, "08:10", "08:20").facts()).derive();
        assertThat(engine.rules(s, "2")).containsExactly("declared");
    }

    @Test
    void c5_unresolvableCauseIsLinkedToNothing() {
        eight().incident(1, "08:10", null, "fffffff0");
        assertThat(told(s).deployments()).noneMatch(Engine.Row::failed);
    }

    @Test
    void c10_wordThatIsNoCauseDeclaresNothing() {
        eight().incident(1, "08:10", null, "defaced").incident(2, "08:11", null, "20250303", "migration");
        assertThat(told(s).rules(s, "8")).containsExactly("window", "window");
    }

    @Test
    void c10_wordOfAnotherForgeOrOfNoHashDeclaresNothing() {
        eight().incident(1, "08:10", null, "!7")
                .incident(2, "08:11", null, sha("3").value() + "0")
                .incident(3, "08:12", null, "a1".repeat(32))
                .incident(4, "08:13", null, "0c5dbe66-5a71-5cd2-8f56-4c0d1a2b3c4d");
        assertThat(told(s).rules(s, "8")).containsExactly("window", "window", "window", "window");
    }

    @Test
    void c10_idOfOursNamesTheDeploymentWheneverItIsKnown() {
        Story central = new Story("acme/incidents")
                .push("main", null, "06:00", commit("I", "06:00"))
                .deploy("i", "I", "06:30");
        String id = central.deployment("late").toString();
        eight().incident(1, "08:10", null, id);
        Engine engine = told(s, central);
        assertThat(engine.rules(s, "8")).containsExactly("window");

        central.push("main", "I", "06:50", commit("late", "06:50")).deploy("late", "late", "07:00");
        engine.record(central.facts()).derive();
        assertThat(engine.rules(s, "8")).as("named elsewhere").isEmpty();
        assertThat(engine.rules(central, "late")).containsExactly("declared");
    }

    @Test
    void c10_hashOfDigitsAloneNamesTheCommitThatBeginsSo() {
        String digits = Stream.iterate(0, number -> number + 1)
                .map(number -> "digits" + number)
                .filter(word -> sha(word).value().matches("\\d{7}.*"))
                .findFirst()
                .orElseThrow();
        s.push("main", null, "07:00", commit("A", "07:00"))
                .deploy("1", "A", "07:30")
                .push("main", "A", "08:00", commit(digits, "08:00"))
                .deploy("2", digits, "08:30")
                .push("main", digits, "09:00", commit("C", "09:00"))
                .deploy("3", "C", "09:30")
                .incident(1, "10:00", "11:00", sha(digits).value().substring(0, 7))
                .incident(2, "10:00", "11:00", "run-of-nobody")
                .incident(3, "10:00", "11:00", "1");
        Engine engine = told(s);
        assertThat(engine.rules(s, "2")).containsExactly("declared");
        assertThat(engine.rules(s, "3")).as("what names nothing").containsExactly("window");
        assertThat(engine.rules(s, "1")).as("the id of a deployment").containsExactly("declared");
    }

    @Test
    void c6_hotfixFailsTheDeploymentBeforeIt() {
        s.push("main", null, "07:00", commit("V1", "07:00"))
                .push("main", "V1", "07:10", commit("V2", "07:10"))
                .push("main", "V2", "07:20", commit("V3", "07:20"))
                .hotfix(9, "fix", "V4", "10:10", "10:30", "V4")
                .push("main", "V3", "10:30", commit("V4", "10:20"))
                .deploy("1", "V1", "08:00")
                .deploy("2", "V2", "09:00")
                .deploy("3", "V3", "10:00")
                .deploy("4", "V4", "11:00");
        Engine engine = told(s);
        assertThat(engine.rules(s, "3")).containsExactly("hotfix");
        assertThat(engine.deployment(s, "3").recoverySeconds()).isEqualTo(3600);
        assertThat(engine.deployment(s, "4").rework()).isTrue();

        s.deploy("5", "V2", "12:00");
        Engine rolledBack = told(s);
        assertThat(rolledBack.rules(s, "3")).containsExactly("hotfix", "rollback");
        assertThat(rolledBack.deployment(s, "4").failed()).isFalse();
    }

    @Test
    void c7_revertFailsTheDeploymentThatDeliveredTheReverted() {
        s.push("main", null, "07:00", commit("V1", "07:00"))
                .deploy("1", "V1", "08:00")
                .merged(10, "ten", "t", "08:05", "08:20", "m10")
                .push("main", "V1", "08:20", commit("t", "08:10"), merge("m10", "08:20"))
                .deploy("2", "m10", "09:00")
                .push("main", "m10", "10:00", commit("V3", "10:00"))
                .deploy("3", "V3", "10:30")
                .revertChange(11, "revert-10-ten", "r", "11:00", "11:10", "m11", 10)
                .push("main", "V3", "11:10", commit("r", "11:05"), merge("m11", "11:10"))
                .deploy("5", "m11", "12:00");
        Engine engine = told(s);
        assertThat(engine.rules(s, "2")).containsExactly("revert");
        assertThat(engine.deployment(s, "2").recoverySeconds()).isEqualTo(3 * 3600);
        assertThat(engine.deployments().stream().filter(Engine.Row::rework).map(Engine.Row::externalId))
                .containsExactly("5");
    }

    @Test
    void c7_changeAndItsRevertInOneDeploymentAreNothing() {
        s.push("main", null, "07:00", commit("V1", "07:00"))
                .deploy("1", "V1", "08:00")
                .push("main", "V1", "08:20", commit("bad", "08:10"), revert("undo", "08:20", "bad"))
                .deploy("3", "undo", "09:00");
        Engine engine = told(s);
        assertThat(engine.deployments()).noneMatch(Engine.Row::failed).noneMatch(Engine.Row::rework);
    }

    @Test
    void c7_commitMessageIsEnoughAndTheRevertOfARevertIsOneToo() {
        s.push("main", null, "07:00", commit("V1", "07:00"))
                .deploy("1", "V1", "08:00")
                .push("main", "V1", "08:20", commit("bad", "08:10"))
                .deploy("2", "bad", "09:00")
                .push("main", "bad", "09:20", revert("undo", "09:20", "bad"))
                .deploy("3", "undo", "10:00")
                .push("main", "undo", "10:20", revert("redo", "10:20", "undo"))
                .deploy("4", "redo", "11:00");
        Engine engine = told(s);
        assertThat(engine.deployments().stream().filter(Engine.Row::failed).map(Engine.Row::externalId))
                .containsExactly("2", "3");
        assertThat(engine.deployments().stream().filter(Engine.Row::rework).map(Engine.Row::externalId))
                .containsExactly("3", "4");
    }

    private List<String> failed(Engine engine) {
        return engine.deployments().stream()
                .filter(Engine.Row::failed)
                .map(Engine.Row::externalId)
                .toList();
    }

    @Test
    void c7_aConventionalTitleOfACommitIsEnoughToo() {
        s.push("main", null, "07:00", titled("V1", "07:00", "feat: begin", null))
                .deploy("1", "V1", "08:00")
                .push("main", "V1", "08:20", titled("bad", "08:10", "feat(api): cache (#4)", null))
                .deploy("2", "bad", "09:00")
                .push(
                        "main",
                        "bad",
                        "09:20",
                        titled("undo", "09:20", "revert: feat(api): cache (#5)", "feat(api): cache (#5)"))
                .deploy("3", "undo", "10:00")
                .push(
                        "main",
                        "undo",
                        "10:20",
                        titled("redo", "10:20", "revert: revert: feat(api): cache", "revert: feat(api): cache"))
                .deploy("4", "redo", "11:00");
        Engine engine = told(s);
        assertThat(failed(engine)).containsExactly("2", "3");
        assertThat(engine.rules(s, "2")).containsExactly("revert");
        assertThat(engine.deployments().stream().filter(Engine.Row::rework).map(Engine.Row::externalId))
                .containsExactly("3", "4");
    }

    @Test
    void c7_aTitleMeansTheLastThatWasDeliveredBefore() {
        s.push("main", null, "07:00", titled("V1", "07:00", "feat: begin", null))
                .deploy("1", "V1", "08:00")
                .push("main", "V1", "08:20", titled("one", "08:10", "feat: cache", null))
                .deploy("2", "one", "09:00")
                .push(
                        "main",
                        "one",
                        "09:20",
                        titled("undo", "09:20", "revert: feat: cache", "feat: cache"),
                        titled("again", "09:30", "feat: cache", null))
                .deploy("3", "again", "10:00")
                .push("main", "again", "10:20", titled("undo2", "10:20", "revert: feat: cache", "feat: cache"))
                .deploy("4", "undo2", "11:00")
                .push(
                        "main",
                        "undo2",
                        "11:20",
                        titled("third", "11:10", "feat: cache", null),
                        titled("undo3", "11:20", "revert: feat: cache", "feat: cache"))
                .deploy("5", "undo3", "12:00");
        assertThat(failed(told(s)))
                .as("one by undo, again by undo2; third and undo3 arrive together")
                .containsExactly("2", "3");
    }

    @Test
    void c7_aConventionalTitleOfAChangeRevertsAChangeOrACommit() {
        s.push("main", null, "07:00", titled("V1", "07:00", "feat: begin", null))
                .deploy("1", "V1", "08:00")
                .titled(10, "feat: cache", null, "ten", "t", "08:05", "08:20", "m10")
                .push("main", "V1", "08:20", titled("t", "08:10", "try a cache", null), merge("m10", "08:20"))
                .deploy("2", "m10", "09:00")
                .push("main", "m10", "09:20", titled("direct", "09:10", "fix: typo", null))
                .deploy("3", "direct", "09:30")
                .titled(11, "revert(api)!: feat: cache", "feat: cache", "eleven", "r", "10:00", "10:10", "m11")
                .push("main", "direct", "10:10", titled("r", "10:05", "undo it", null), merge("m11", "10:10"))
                .deploy("4", "m11", "10:30")
                .titled(12, "Revert \"fix: typo\"", "fix: typo", "twelve", "q", "11:00", "11:10", "m12")
                .push("main", "m11", "11:10", titled("q", "11:05", "undo that", null), merge("m12", "11:10"))
                .deploy("5", "m12", "11:30")
                .titled(13, "revert: what nobody wrote", "what nobody wrote", "thirteen", "n", "12:00", "12:10", "m13")
                .push("main", "m12", "12:10", titled("n", "12:05", "nothing", null), merge("m13", "12:10"))
                .deploy("6", "m13", "12:30");
        Engine engine = told(s);
        assertThat(failed(engine)).containsExactly("2", "3");
        assertThat(engine.deployments().stream().filter(Engine.Row::rework).map(Engine.Row::externalId))
                .containsExactly("4", "5");
    }

    @Test
    void c9_failedAttemptsAloneAreNoDeployments() {
        s.push("main", null, "09:00", commit("A", "09:00")).failToDeploy("1", "A", "10:00");
        assertThat(told(s).deployments()).isEmpty();
    }

    @Test
    void r1_startsWithTheImpact() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "10:00")
                .incident(1, "10:30", "12:00", sha("A").value());
        assertThat(told(s).deployment(s, "1").recoverySeconds()).isEqualTo(5400);
    }

    @Test
    void r2_givesOneValuePerDeployment() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "10:00")
                .incident(1, "10:10", "10:50", sha("A").value())
                .incident(2, "10:30", "12:00", sha("A").value());
        assertThat(told(s).deployment(s, "1").recoverySeconds()).isEqualTo(6600);
    }

    @Test
    void r3_leavesAnOpenIncidentOut() {
        eight().incident(1, "02:00", "03:00", sha("2").value())
                .incident(2, "04:00", "06:00", sha("4").value())
                .incident(3, "06:00", null, sha("6").value());
        Engine engine = told(s);
        assertThat(engine.deployments().stream().filter(Engine.Row::failed))
                .extracting(Engine.Row::recoverySeconds)
                .containsExactly(3600, 7200, null);
    }

    @Test
    void r4_startsWithTheDeploymentAndCountsTheGapOfAReopening() {
        s.push("main", null, "09:00", commit("A", "09:00")).deploy("1", "A", "10:00");
        String[] cause = {sha("A").value()};
        s.incident(1, "09:50", "10:30", "10:30", cause)
                .incident(1, "09:50", null, "10:45", cause)
                .incident(1, "09:50", "11:15", "11:15", cause);
        assertThat(told(s).deployment(s, "1").recoverySeconds()).isEqualTo(4500);
    }

    @Test
    void r5_openIncidentFailsItsDeploymentWithoutARecovery() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "10:00")
                .incident(1, "10:30", null, sha("A").value());
        Engine.Row first = told(s).deployment(s, "1");
        assertThat(first.failed()).isTrue();
        assertThat(first.restoredAt()).isNull();
    }

    @Test
    void explicit_failureAfterSuccessEndsWithTheNextDeployment() {
        s.push("main", null, "09:00", commit("A", "09:00"), commit("B", "09:01"))
                .deploy("1", "A", "10:00")
                .failToDeploy("1", "A", "10:20")
                .deploy("2", "B", "11:00");
        Engine engine = told(s);
        assertThat(engine.rules(s, "1")).containsExactly("explicit");
        assertThat(engine.deployment(s, "1").recoverySeconds()).isEqualTo(3600);
    }

    @Test
    void truncated_hidesWhatTheFirstThatReachesItDelivered() {
        s.push("main", null, "08:00", commit("root", "07:00")).deploy("1", "root", "08:30");
        s.cutPush("main", "root", "11:00", 5, commit("c", "10:00"), commit("d", "10:30"))
                .deploy("2", "d", "11:10");
        s.push("main", "d", "11:30", commit("e", "11:20")).deploy("3", "e", "11:40");
        s.push("old", "root", "11:50", commit("f", "10:00")).deploy("4", "f", "12:00");
        s.push("new", "root", "12:10", commit("g", "10:01")).deploy("5", "g", "12:20");

        Engine engine = told(s);

        assertThat(engine.deployment(s, "2").flags()).containsExactly("ambiguous");
        assertThat(engine.deployment(s, "2").linkedBy()).isEqualTo("head");
        assertThat(engine.deployment(s, "2").lead()).isEmpty();
        assertThat(engine.deployment(s, "3").lead()).containsExactly(1200);
        assertThat(engine.deployment(s, "3").linkedBy()).isEqualTo("push");
        assertThat(engine.deployment(s, "4").flags()).as("f may be hidden").containsExactly("ambiguous");
        assertThat(engine.deployment(s, "5").lead()).containsExactly(8340);
    }

    @Test
    void truncated_isAmbiguousAlsoWhereOtherPushesListAllOfIt() {
        s.push("main", null, "08:00", commit("root", "07:00")).deploy("1", "root", "08:30");
        s.push("topic", "root", "09:10", commit("a", "09:00"), commit("b", "09:05"))
                .deploy("2", "b", "09:30");
        s.push("topic", "b", "10:10", commit("c", "10:00"), commit("d", "10:05"));
        s.cutPush(
                        "main",
                        "root",
                        "11:00",
                        5,
                        commit("b", "09:05"),
                        commit("c", "10:00"),
                        commit("d", "10:05"),
                        merge("m", "10:50"))
                .deploy("3", "m", "11:10");
        s.push("main", "m", "12:10", commit("e", "12:00")).deploy("4", "e", "12:30");
        s.push("old", "root", "12:40", commit("f", "09:30")).deploy("5", "f", "12:50");

        Engine engine = told(s);

        assertThat(engine.deployment(s, "2").lead()).as("the topic tells all").containsExactly(1500, 1800);
        assertThat(engine.deployment(s, "3").flags()).containsExactly("ambiguous");
        assertThat(engine.deployment(s, "4").lead()).containsExactly(1800);
        assertThat(engine.deployment(s, "5").flags())
                .as("before c, the first that was not delivered")
                .containsExactly("ambiguous");
    }

    @Test
    void truncated_isReachedInItsMiddle() {
        s.push("main", null, "08:00", commit("root", "07:00")).deploy("1", "root", "08:30");
        s.cutPush("main", "root", "11:00", 9, commit("c", "10:00"), commit("d", "10:30"), commit("e", "10:40"))
                .deploy("2", "d", "11:10")
                .deploy("3", "e", "11:20");

        Engine engine = told(s);

        assertThat(engine.deployment(s, "2").flags()).containsExactly("ambiguous");
        assertThat(engine.deployment(s, "3").lead()).containsExactly(2400);
    }

    @Test
    void truncated_isNothingOnceTheGraphIsKnown() {
        s.push("main", null, "08:00", commit("root", "07:00")).deploy("1", "root", "08:30");
        s.cutPush("main", "root", "11:00", 2, commit("c", "10:00")).deploy("2", "c", "11:00");
        s.push("old", "root", "11:50", commit("f", "09:00")).deploy("3", "f", "12:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "3").flags()).containsExactly("ambiguous");

        engine.upload(List.of(
                        new GraphCommit("acme/s", sha("root"), List.of(), at("07:00"), at("07:00"), null),
                        new GraphCommit("acme/s", sha("h"), List.of(sha("root")), at("09:30"), at("09:30"), null),
                        new GraphCommit("acme/s", sha("c"), List.of(sha("h")), at("10:00"), at("10:00"), null),
                        new GraphCommit("acme/s", sha("f"), List.of(sha("root")), at("09:00"), at("09:00"), null)))
                .derive();

        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600, 5400);
        assertThat(engine.deployment(s, "3").lead()).containsExactly(10800);
    }

    @Test
    void split_pushEnteredInItsMiddleIsAmbiguousForAllThatTakeOfIt() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "09:30")
                .push("main", "A", "10:00", commit("x", "09:40"), merge("M", "09:50"), commit("y", "09:55"))
                .deploy("2", "M", "11:00")
                .deploy("3", "y", "12:00")
                .push("main", "y", "12:30", commit("z", "12:30"))
                .deploy("4", "z", "13:00");
        Engine engine = told(s);
        assertThat(engine.deployments())
                .extracting(Engine.Row::flags)
                .containsExactly(List.of(), List.of("ambiguous"), List.of("ambiguous"), List.of());
        assertThat(engine.deployment(s, "2").linkedBy()).isEqualTo("head");
        assertThat(engine.deployment(s, "2").lead()).isEmpty();
        assertThat(engine.deployment(s, "4").lead()).containsExactly(1800);
    }

    @Test
    void unknown_baseIsUnlinkedAndGivesNothing() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "09:30")
                .forcePush("main", "A", "10:00", commit("B", "09:50"))
                .deploy("2", "B", "10:30")
                .push("main", "B", "11:00", commit("C", "11:00"))
                .deploy("3", "C", "11:30");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").flags()).containsExactly("unlinked");
        assertThat(engine.deployment(s, "2").lead()).isEmpty();
        assertThat(engine.deployment(s, "3").lead()).containsExactly(1800);
    }

    @Test
    void abbreviated_trailerIsNoReasonToStop() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "09:30")
                .push("main", "A", "10:00", commitOf(sha("B"), "09:50", "abc1234"))
                .deploy("2", "B", "10:50");
        assertThat(told(s).deployment(s, "2").lead()).containsExactly(3600);
    }

    @Test
    void declared_prefixThatBecomesAmbiguousNamesNothing() {
        String prefix = sha("A").value().substring(0, 7);
        CommitSha other = new CommitSha(prefix + "f".repeat(33));
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "10:00")
                .incident(1, "10:30", "11:00", prefix);
        Story later = new Story("acme/collides").push("main", null, "12:00", commitOf(other, "12:00"));
        assertThat(told(s, later).deployments()).noneMatch(Engine.Row::failed);
    }

    @Test
    void declared_causeCountsForTheServiceThatDeliveredItFirst() {
        s.push("main", null, "09:00", commit("X", "09:00"))
                .deploy("1", "X", "10:00")
                .incident(1, "10:30", "11:00", sha("X").value());
        Story earlier = new Story("acme/earlier")
                .push("main", null, "09:00", commit("X", "09:00"))
                .deploy("2", "X", "09:40");
        assertThat(told(s, earlier).deployments().stream()
                        .filter(Engine.Row::failed)
                        .map(Engine.Row::externalId))
                .containsExactly("2");
    }

    @Test
    void squash_keepsItsSamplesWhenItsBranchIsMergedLater() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("topic", "base", "09:15", commit("a", "09:10"))
                .merged(1, "topic", "a", "09:20", "09:30", "m")
                .push("main", "base", "09:30", commit("m", "09:30"))
                .deploy("2", "m", "10:00")
                .push("main", "m", "10:30", commit("a", "09:10"), merge("back", "10:30"))
                .deploy("3", "back", "11:00");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(3000);
        assertThat(engine.deployment(s, "3").lead()).isEmpty();
    }

    @Test
    void explicit_failureOfARedeployEndsWithItsOwnNextSuccess() {
        s.push("main", null, "09:00", commit("A", "09:00"), commit("B", "09:01"))
                .deploy("1", "A", "09:30")
                .deploy("2", "B", "10:00")
                .deploy("3", "B", "11:00")
                .failToDeploy("3", "B", "11:05")
                .deploy("3", "B", "11:10")
                .push("main", "B", "12:00", commit("C", "12:00"))
                .deploy("4", "C", "13:00");
        Engine engine = told(s);
        assertThat(engine.rules(s, "2")).containsExactly("explicit");
        assertThat(engine.deployment(s, "2").recoverySeconds()).isEqualTo(4200);
    }

    @Test
    void revert_ofAnUnknownCommitDoesNotHideTheChangeItReverts() {
        s.push("main", null, "07:00", commit("V1", "07:00"))
                .deploy("1", "V1", "08:00")
                .merged(10, "ten", "m10", "08:05", "08:20", "m10")
                .push("main", "V1", "08:20", commit("m10", "08:10"))
                .deploy("2", "m10", "09:00")
                .revertChange(11, "revert-10-ten", "m11", "11:00", "11:10", "m11", 10, "unknown")
                .push("main", "m10", "11:10", commit("m11", "11:05"))
                .deploy("3", "m11", "12:00");
        assertThat(told(s).rules(s, "2")).containsExactly("revert");
    }

    @Test
    void f7_takesTheJobsOfOneAttemptForOneDeployment() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .deployByRun("1", "A", "71/1", "08:30")
                .push("main", "A", "09:01", commit("B", "09:00"))
                .deployByRun("2", "B", "72/1", "10:00")
                .push("main", "B", "09:31", commit("C", "09:30"))
                .deployByRun("3", "C", "73/1", "10:10")
                .deployByRun("4", "B", "72/1", "10:20")
                .deployByRun("5", "C", "73/1", "10:30");
        Engine engine = told(s);
        assertThat(engine.services()).containsExactly("acme/s: 1 2 3");
        assertThat(engine.deployment(s, "2").kind()).isEqualTo("forward");
        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600);
        assertThat(engine.deployment(s, "3").lead()).containsExactly(2400);
        assertThat(engine.deployment(s, "2").failed()).isFalse();
        assertThat(engine.deployment(s, "3").failed()).isFalse();
    }

    @Test
    void f7_holdsAJobsFailureAgainstNoOther() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .deployByRun("1", "A", "71/1", "08:30")
                .failToDeploy("2", "A", "08:40")
                .byRun("2", "71/1");
        assertThat(told(s).deployment(s, "1").failed()).isFalse();
    }

    @Test
    void f7_holdsALaterFailureOfOneJobAgainstTheWhole() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .deployByRun("1", "A", "71/1", "08:30")
                .deployByRun("2", "A", "71/1", "08:35")
                .failToDeploy("2", "A", "08:40");
        assertThat(told(s).deployment(s, "1").failed()).isTrue();
    }

    @Test
    void c13_takesALaterAttemptOfAnOldRunForARollback() {
        s.push("main", null, "08:00", commit("v1", "08:00"))
                .deployByRun("1", "v1", "71/1", "08:30")
                .push("main", "v1", "08:46", commit("v2", "08:45"))
                .deployByRun("2", "v2", "72/1", "09:00")
                .push("main", "v2", "09:31", commit("v3", "09:30"))
                .deployByRun("3", "v3", "73/1", "10:00")
                .deployByRun("4", "v2", "72/2", "10:20");
        Engine engine = told(s);
        assertThat(engine.deployment(s, "4").kind()).isEqualTo("rollback");
        assertThat(engine.deployment(s, "4").rework()).isTrue();
        assertThat(engine.deployment(s, "2").failed()).isFalse();
        assertThat(engine.deployment(s, "3").failed()).isTrue();
        assertThat(engine.deployment(s, "3").recoverySeconds()).isEqualTo(1200);
    }

    @Test
    void c13_makesNothingOfALaterAttemptThatFails() {
        s.push("main", null, "08:00", commit("v1", "08:00"))
                .deployByRun("1", "v1", "71/1", "08:30")
                .push("main", "v1", "08:46", commit("v2", "08:45"))
                .deployByRun("2", "v2", "72/1", "09:00")
                .failToDeploy("3", "v2", "09:20")
                .byRun("3", "72/2");
        Engine engine = told(s);
        assertThat(engine.services()).containsExactly("acme/s: 1 2");
        assertThat(engine.deployment(s, "2").failed()).isFalse();
    }
}
