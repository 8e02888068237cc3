package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.merge;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.story.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the commit graph changes in the links, whenever it comes. */
class CommitGraphIT {

    private final Story s = new Story("acme/s");
    private final List<GraphCommit> graph = new ArrayList<>();

    /** The engine after everything, which must have come to the same by each of several ways. */
    private Engine told() {
        Engine engine = new Engine().record(s.facts()).derive().upload(graph).derive();
        List<String> samples = engine.everything();
        assertThat(new Engine().upload(graph).record(s.facts()).derive().everything())
                .as("graph first")
                .isEqualTo(samples);
        List<GraphCommit> doubled =
                new ArrayList<>(Stream.concat(graph.stream(), graph.stream()).toList());
        Collections.shuffle(doubled, new Random(7));
        Engine pieces = new Engine().record(s.facts()).derive();
        doubled.forEach(one -> pieces.upload(List.of(one)).derive());
        assertThat(pieces.everything())
                .as("commit by commit, shuffled and doubled")
                .isEqualTo(samples);
        assertThat(engine.due()).isZero();
        return engine;
    }

    private void node(String word, String authorAt, String... parents) {
        graph.add(new GraphCommit(
                "acme/s", sha(word), Arrays.stream(parents).map(Story::sha).toList(), at(authorAt), at(authorAt)));
    }

    @Test
    void makesADeploymentInTheMiddleOfAPushExact() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("main", "base", "10:00", commit("x", "09:00"), commit("y", "09:10"), merge("m", "09:30"))
                .deploy("2", "y", "11:00")
                .deploy("3", "m", "12:00");
        node("base", "08:00");
        node("x", "09:00", "base");
        node("y", "09:10", "base");
        node("m", "09:30", "y", "x");

        Engine engine = told();

        assertThat(engine.deployment(s, "2").flags()).isEmpty();
        assertThat(engine.deployment(s, "2").linkedBy()).isEqualTo("graph");
        assertThat(engine.deployment(s, "2").lead()).containsExactly(6600);
        assertThat(engine.deployment(s, "3").flags()).isEmpty();
        assertThat(engine.deployment(s, "3").lead()).containsExactly(10800);
    }

    @Test
    void linksWhatNoPushTold() {
        s.deploy("1", "old", "08:00").deploy("2", "new", "12:00");
        node("old", "07:00");
        node("between", "09:00", "old");
        node("new", "10:00", "between");

        Engine engine = told();

        assertThat(engine.deployment(s, "1").kind()).isEqualTo("initial");
        assertThat(engine.deployment(s, "2").linkedBy()).isEqualTo("graph");
        assertThat(engine.deployment(s, "2").lead()).containsExactly(7200, 10800);
    }

    @Test
    void overrulesWhatAMessageSaysOfAMerge() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("main", "base", "10:00", merge("said", "09:00"), commit("octopus", "09:30"))
                .deploy("2", "octopus", "11:00");
        node("base", "08:00");
        node("said", "09:00", "base");
        node("a", "09:05", "base");
        node("b", "09:10", "base");
        node("octopus", "09:30", "said", "a", "b");

        Engine engine = told();

        assertThat(engine.deployment(s, "2").lead()).containsExactly(6600, 6900, 7200);
    }

    @Test
    void goesOnWithThePushesWhereTheGraphEnds() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("main", "base", "10:00", commit("x", "09:00"))
                .push("main", "x", "11:00", commit("y", "10:30"))
                .deploy("2", "y", "12:00");
        node("y", "10:30", "x");

        Engine engine = told();

        assertThat(engine.deployment(s, "2").linkedBy()).isEqualTo("push");
        assertThat(engine.deployment(s, "2").lead()).containsExactly(5400, 10800);
    }

    @Test
    void takesTheParentsOfACommitThatAShallowCloneHadCutOff() {
        s.deploy("1", "old", "08:00").deploy("2", "new", "12:00");
        node("old", "07:00");
        node("between", "09:00", "old");
        node("new", "10:00");
        node("new", "10:00", "between");

        Engine engine = told();

        assertThat(engine.deployment(s, "2").lead()).containsExactly(7200, 10800);
    }

    @Test
    void deliversAHistoryThatSharesNothingWithEarlierOnes() {
        s.deploy("1", "old", "08:00").deploy("2", "rewritten", "12:00");
        node("old", "07:00");
        node("root", "10:00");
        node("rewritten", "11:00", "root");

        Engine engine = told();

        assertThat(engine.deployment(s, "2").flags()).isEmpty();
        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600, 7200);
    }

    @Test
    void keepsTheAuthorsTimeOfTheGraph() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("main", "base", "10:00", commit("x", "09:59"))
                .deploy("2", "x", "11:00");
        node("base", "08:00");
        node("x", "09:00", "base");

        assertThat(told().deployment(s, "2").lead()).containsExactly(7200);
    }

    @Test
    void linksAReleaseBranchThatIsMergedForward() {
        s.push("main", null, "07:00", commit("base", "07:00")).deploy("1", "base", "07:30");
        node("base", "07:00");
        node("fix", "08:00", "base");
        node("feature", "08:30", "base");
        node("forward", "09:00", "feature", "fix");
        s.deploy("2", "fix", "09:00").deploy("3", "forward", "10:00");

        Engine engine = told();

        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600);
        assertThat(engine.deployment(s, "3").lead()).containsExactly(5400);
    }

    /** A line of commits c0, c1, … that were written one a second, until midnight. */
    private void line(int commits) {
        for (int i = 0; i < commits; i++) {
            graph.add(new GraphCommit(
                    "acme/s",
                    sha("c" + i),
                    i == 0 ? List.of() : List.of(sha("c" + (i - 1))),
                    written(i, commits),
                    written(i, commits)));
        }
    }

    private static Instant written(int i, int commits) {
        return at("00:00").minusSeconds(commits - i);
    }

    @Test
    void deliversAtOnceWhatIsReadInPieces() {
        line(24_000);
        s.deploy("1", "c11999", "00:01").deploy("2", "c23998", "00:02").deploy("3", "c23999", "00:03");

        Engine engine = new Engine().record(s.facts()).derive().upload(graph).derive();
        List<String> samples = engine.everything();

        assertThat(engine.value("commits from deployment_fact where external_id = '1'"))
                .isEqualTo("12000");
        assertThat(engine.value(
                        "count(*) from delivered_commit where excluded = 'no_baseline' and author_at is not null"))
                .isEqualTo("12000");
        assertThat(engine.deployment(s, "2").lead())
                .containsExactlyElementsOf(
                        IntStream.range(0, 11_999).map(i -> i + 122).boxed().toList());
        assertThat(engine.deployment(s, "3").lead()).containsExactly(181);
        assertThat(engine.recompute().everything()).isEqualTo(samples);
        assertThat(new Engine().upload(graph).record(s.facts()).derive().everything())
                .as("graph first")
                .isEqualTo(samples);
    }

    @Test
    void findsTheCommitsOfAChangeAmongVeryMany() {
        line(12_000);
        s.deploy("1", "c0", "00:01")
                .push("topic", "c5", "00:01", commit("c6", "00:00"), commit("c11998", "00:00"))
                .merged(7, "topic", "c11998", "00:01", "00:02", "c11999")
                .deploy("2", "c11999", "00:03");

        Engine engine = new Engine().upload(graph).record(s.facts()).derive();

        assertThat(engine.deployment(s, "2").lead()).hasSize(11_999);
        assertThat(engine.deployment(s, "2").leadMerge()).containsExactly(60);
        assertThat(engine.value("count(*) from delivered_commit where change_id is not null"))
                .isNotEqualTo("0");
        assertThat(engine.recompute().everything())
                .isEqualTo(new Engine()
                        .record(s.facts())
                        .derive()
                        .upload(graph)
                        .derive()
                        .everything());
    }

    @Test
    void remembersWhatWasDeliveredLongAgo() {
        line(36_000);
        for (int i = 1; i <= 12; i++) {
            s.deploy("" + i, "c" + (3000 * i - 1), "00:%02d".formatted(i));
        }
        node("side", "00:05", "c4000");
        node("merge", "00:06", "c2", "side", "c20000");
        s.deploy("13", "c1500", "00:20").deploy("14", "merge", "00:21");

        Engine engine = new Engine().record(s.facts()).derive().upload(graph).derive();

        assertThat(engine.deployment(s, "12").lead()).hasSize(3000);
        assertThat(engine.deployment(s, "13").flags()).containsExactly("non_fast_forward");
        assertThat(engine.deployment(s, "13").lead()).isEmpty();
        assertThat(engine.deployment(s, "14").lead()).containsExactly(960);
        assertThat(engine.value("count(*) from delivered_commit")).isEqualTo("36002");
        assertThat(engine.value("count(distinct sha) from delivered_commit")).isEqualTo("36002");
    }
}
