package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.story.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Squashes that no event names: under a merge commit, and fast-forwarded (definitions 1.4). */
class UnnamedSquashesIT {

    private final Story s = new Story("acme/s");
    private final List<Fact> changes = new ArrayList<>();

    private UnnamedSquashesIT branch() {
        s.push("main", null, "08:00", called("base", "Begin", "08:00", false))
                .deploy("1", "base", "08:10")
                .push("topic", "base", "09:05", called("a", "Change a", "09:00", false))
                .push("topic", "a", "10:05", called("b", "Change b", "10:00", false));
        return this;
    }

    private UnnamedSquashesIT merged(long number, String title, String branch, String head, @Nullable String commit) {
        changes.add(new Change(
                new Entry(s.repository(), Long.toString(number), number, title, null, List.of()),
                new Change.Opening(at("09:10"), Author.UNKNOWN),
                new Branch(s.repository().externalId(), branch, sha(head), "main"),
                null,
                Reviews.NONE,
                Merge.atLatest(at("11:00"), commit == null ? null : sha(commit)),
                Claims.NONE,
                new Statement(at("11:00"), "m" + number)));
        return this;
    }

    @Test
    void findsTheSquashUnderAMergeCommit() {
        branch().merged(2, "Topic", "topic", "b", "m");
        s.push(
                        "main",
                        "base",
                        "11:00",
                        called("s", "Topic", "11:00", false),
                        called("m", "Merge branch 'topic'", "11:00", true))
                .deploy("2", "m", "12:00");
        assertLeads("2", 7200, 10800);
    }

    @Test
    void startsWithTheOpeningWhereNothingWasPushedToTheBranch() {
        s.push("main", null, "08:00", called("base", "Begin", "08:00", false)).deploy("1", "base", "08:10");
        merged(2, "Topic", "topic", "b", "m");
        s.push(
                        "main",
                        "base",
                        "11:00",
                        called("s", "Topic", "11:00", false),
                        called("m", "Merge branch 'topic'", "11:00", true))
                .deploy("2", "m", "12:00");
        assertLeads("2", 10200);
    }

    @Test
    void takesNothingElseForASquash() {
        s.push("main", null, "08:00", called("base", "Begin", "08:00", false))
                .deploy("1", "base", "08:10")
                .push("topic", "base", "09:05", called("a", "Change a", "09:00", false));
        merged(2, "Topic", "topic", "a", "m");
        s.push(
                        "main",
                        "base",
                        "11:00",
                        called("a", "Change a", "09:00", false),
                        called("m", "Merge branch 'topic'", "11:00", true))
                .deploy("2", "m", "12:00");
        assertLeads("2", 10800);
    }

    @Test
    void findsTheSquashThatWasFastForwarded() {
        branch().merged(2, "Topic", "topic", "b", null);
        s.push("main", "base", "11:00", called("s", "Topic", "11:00", false)).deploy("2", "s", "12:00");
        assertLeads("2", 7200, 10800);
    }

    @Test
    void endsInItsHeadWhereThatArrived() {
        branch().merged(2, "Change b", "topic", "b", null);
        s.push(
                        "main",
                        "base",
                        "11:00",
                        called("a", "Change a", "09:00", false),
                        called("b", "Change b", "10:00", false))
                .deploy("2", "b", "12:00");
        assertLeads("2", 7200, 10800);
        assertThat(new Engine().record(all()).derive().value("count(*) from delivered_change"))
                .isEqualTo("1");
    }

    @Test
    void leavesTheCommitToItselfWhereSeveralAreCalledSo() {
        branch().merged(2, "Topic", "topic", "b", null);
        s.push("main", "base", "11:00", called("s", "Topic", "11:00", false))
                .push("main", "s", "11:30", called("t", "Topic", "11:30", false))
                .deploy("2", "t", "12:00");
        assertLeads("2", 1800, 3600);
    }

    @Test
    void leavesTheCommitToItselfThatIsAnotherBranchs() {
        branch().merged(2, "Topic", "topic", "b", null);
        s.push("other", "base", "10:30", called("s", "Topic", "10:20", false))
                .push("main", "base", "11:00", called("s", "Topic", "10:20", false))
                .deploy("2", "s", "12:00");
        assertLeads("2", 6000);
    }

    @Test
    void leavesTheCommitToTheChangeThatNamesIt() {
        branch().merged(2, "Topic", "topic", "b", null).merged(3, "Topic", "far", "f", "s");
        s.push("main", "base", "11:00", called("s", "Topic", "11:00", false)).deploy("2", "s", "12:00");
        assertLeads("2", 10200);
    }

    @Test
    void leavesTheCommitToItselfWhereTwoMayHaveEndedInIt() {
        branch().merged(2, "Topic", "topic", "b", null).merged(3, "Topic", "far", "f", null);
        s.push("main", "base", "11:00", called("s", "Topic", "11:00", false)).deploy("2", "s", "12:00");
        assertLeads("2", 3600);
    }

    private void assertLeads(String id, Integer... seconds) {
        Engine engine = new Engine().record(all()).derive();
        assertThat(engine.deployment(s, id).lead()).containsExactlyInAnyOrder(seconds);
        for (int seed = 0; seed < 4; seed++) {
            List<Fact> shuffled = new ArrayList<>(all());
            shuffled.addAll(changes);
            Collections.shuffle(shuffled.subList(1, shuffled.size()), new Random(seed));
            Engine other = new Engine();
            for (Fact fact : inOrderOfDeployments(shuffled)) {
                other.record(List.of(fact)).derive();
            }
            assertThat(other.everything()).as("seed %s", seed).isEqualTo(engine.everything());
        }
    }

    private List<Fact> all() {
        List<Fact> all = new ArrayList<>(s.facts());
        all.addAll(changes);
        return all;
    }

    /** A status comes with its deployment. */
    private static List<Fact> inOrderOfDeployments(List<Fact> facts) {
        List<Fact> ordered = new ArrayList<>(facts);
        ordered.sort(Comparator.comparing(fact -> fact instanceof DeploymentStatus));
        return ordered;
    }

    private static Commit called(String name, String title, String writtenAt, boolean isMerge) {
        return new Commit(
                sha(name),
                at(writtenAt),
                AuthorTime.COMMITTED,
                Author.UNKNOWN,
                new Commit.Message(title, isMerge, List.of(), Claims.NONE),
                null);
    }
}
