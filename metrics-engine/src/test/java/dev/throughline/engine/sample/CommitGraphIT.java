package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.botCommit;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.merge;
import static dev.throughline.engine.story.Story.pick;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.ledger.postgres.PostgresCommitGraphLedger;
import dev.throughline.engine.option.Counting;
import dev.throughline.engine.story.Story;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

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
        assertThat(engine.value("sha from delivered_commit where change_id is not null"))
                .isEqualTo(sha("c11999").value());
        assertThat(engine.recompute().everything())
                .isEqualTo(new Engine()
                        .record(s.facts())
                        .derive()
                        .upload(graph)
                        .derive()
                        .everything());
    }

    /** More deployments and commits than are remembered exactly. */
    @Test
    void remembersWhatWasDeliveredLongAgo() {
        line(26_650);
        for (int i = 1; i <= 65; i++) {
            s.deploy(
                    "%03d".formatted(i),
                    "c" + (410 * i - 1),
                    "01:%02d".formatted(i - 1).replace("01:6", "02:0"));
        }
        node("side", "00:05", "c4000");
        node("merge", "00:06", "c2", "side", "c20000");
        s.deploy("101", "c1500", "03:00").deploy("102", "merge", "03:01").deploy("103", "c4400", "03:02");

        Engine engine = new Engine().record(s.facts()).derive().upload(graph).derive();

        for (int i = 2; i <= 65; i++) {
            assertThat(engine.deployment(s, "%03d".formatted(i)).lead())
                    .as("commits of %d", i)
                    .hasSize(410);
        }
        assertThat(engine.deployment(s, "101").flags()).containsExactly("non_fast_forward");
        assertThat(engine.deployment(s, "101").lead()).isEmpty();
        assertThat(engine.deployment(s, "102").lead()).hasSize(1);
        assertThat(engine.deployment(s, "103").lead()).isEmpty();
        assertThat(engine.value("count(*) from delivered_commit")).isEqualTo("26652");
        assertThat(engine.value("count(distinct sha) from delivered_commit")).isEqualTo("26652");
    }

    @Test
    void readsOfACommitThatItHasWhatPushesSay() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("main", "base", "09:10", commit("ahead", "09:59"), botCommit("bot", "09:05"))
                .push("release", "base", "09:15", commit("origin", "09:00"))
                .deploy("2", "origin", "09:30")
                .push("main", "bot", "10:00", pick("picked", "09:50", "origin"))
                .deploy("3", "picked", "11:00");
        node("base", "08:00");
        node("ahead", "09:59", "base");
        node("bot", "09:05", "ahead");
        node("origin", "09:00", "base");
        node("picked", "09:50", "bot");

        Engine engine = told();

        assertThat(engine.commits(s, "3"))
                .extracting(Engine.CommitRow::sha, Engine.CommitRow::lead, Engine.CommitRow::excluded)
                .containsExactlyInAnyOrder(
                        tuple(sha("ahead").value(), 6600, null),
                        tuple(sha("bot").value(), 6900, null),
                        tuple(sha("picked").value(), null, "already_delivered"));
        assertThat(engine.commits(s, "3").getFirst().flags()).isEmpty();
        assertThat(engine.value("flags from delivered_commit where sha = '"
                        + sha("ahead").value() + "'"))
                .isEqualTo("{clock_skew}");

        engine.restart(_ -> OptionsIT.bots(Counting.Bots.EXCLUDE)).derive();
        assertThat(engine.value("excluded from delivered_commit where sha = '"
                        + sha("bot").value() + "'"))
                .isEqualTo("bot");
    }

    /** A merge on a release branch, picked to the trunk as one commit, and both deployed together. */
    private void pickedMerge(int shared, int release) {
        Instant time = at("00:00").minusSeconds(100_000);
        String last = "base";
        time = node(last, time);
        for (int i = 0; i < 100; i++) {
            time = node("k" + i, time, last);
            last = "k" + i;
        }
        for (int i = 0; i < shared; i++) {
            time = node("c" + i, time, last);
            last = "c" + i;
        }
        String fork = last;
        time = node("side", time, fork);
        time = node("picked-merge", time, fork, "side");
        last = "picked-merge";
        for (int i = 0; i < release; i++) {
            time = node("r" + i, time, last);
            last = "r" + i;
        }
        time = node("pick", time, fork);
        node("back", time, "pick", last);
        s.push("main", fork, "00:00", pick("pick", "00:00", "picked-merge"));
    }

    /** Returns a second later. */
    private Instant node(String word, Instant time, String... parents) {
        graph.add(new GraphCommit(
                "acme/s", sha(word), Arrays.stream(parents).map(Story::sha).toList(), time, time));
        return time.plusSeconds(1);
    }

    @ParameterizedTest
    @CsvSource({"300, 400", "6000, 10", "300, 4950"})
    void givesAPickTheLeadTimeThatItsMergeDoesNotGiveHoweverManyArriveWithIt(int shared, int release) {
        pickedMerge(shared, release);
        s.deploy("1", "base", "00:01").deploy("2", "k99", "00:02");
        Engine engine = new Engine().upload(graph).record(s.facts()).derive();
        s.deploy("3", "back", "00:03");
        engine.record(s.facts()).derive();
        List<String> inPieces = engine.everything();

        assertThat(engine.deployment(s, "3").lead()).hasSize(shared + release + 2);
        assertThat(engine.value("lead_seconds is not null from delivered_commit where sha = '"
                        + sha("pick").value() + "'"))
                .isEqualTo("true");
        assertThat(engine.recompute().everything()).isEqualTo(inPieces);
    }

    @Test
    void storesNothingOfAnUploadThatBreaksOff() throws SQLException {
        line(5000);
        Engine engine = new Engine();
        try (Connection connection = engine.connection()) {
            SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
            PostgresCommitGraphLedger ledger =
                    new PostgresCommitGraphLedger(new JdbcTemplate(one), new JdbcTransactionManager(one));
            IllegalStateException broken = new IllegalStateException("line 5001 is no commit");
            Iterator<GraphCommit> breakingOff = Stream.concat(graph.stream(), Stream.<GraphCommit>generate(() -> {
                        throw broken;
                    }))
                    .iterator();

            assertThatThrownBy(() -> ledger.record(breakingOff)).isSameAs(broken);
            assertThat(engine.value("count(*) from graph_commit")).isEqualTo("0");

            assertThat(ledger.record(graph.iterator()).stored())
                    .as("by the same connection")
                    .isEqualTo(5000);
        }
    }
}
