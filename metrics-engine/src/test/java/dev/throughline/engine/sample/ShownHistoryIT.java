package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.merge;
import static dev.throughline.engine.story.Story.pick;
import static dev.throughline.engine.story.Story.sha;
import static dev.throughline.engine.story.Story.touching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.story.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a forge's API shows of a history, with and without what webhooks told of it, in any order. */
class ShownHistoryIT {

    private final Story s = new Story("acme/s");

    /** The engine after everything, which must have come to the same by each of several ways. */
    private Engine told() {
        Engine engine = new Engine().record(s.facts()).derive();
        List<String> samples = engine.everything();
        assertThat(engine.recompute().everything()).as("recomputed").isEqualTo(samples);
        List<List<Fact>> deliveries = deliveries();
        assertThat(oneByOne(deliveries.reversed())).as("backwards").isEqualTo(samples);
        for (int turn = 0; turn < 5; turn++) {
            List<List<Fact>> doubled = new ArrayList<>(deliveries);
            doubled.addAll(deliveries);
            Collections.shuffle(doubled, new Random(turn));
            assertThat(oneByOne(doubled)).as("shuffled and doubled").isEqualTo(samples);
        }
        return new Engine().record(s.facts()).derive();
    }

    private static List<String> oneByOne(List<List<Fact>> deliveries) {
        Engine engine = new Engine();
        deliveries.forEach(facts -> engine.record(facts).derive());
        assertThat(engine.due()).isZero();
        return engine.everything();
    }

    /** A status comes with its deployment; everything else alone, but for what says who they are of. */
    private List<List<Fact>> deliveries() {
        Fact name = s.facts().getFirst();
        List<List<Fact>> deliveries = new ArrayList<>();
        for (Fact fact : s.facts()) {
            if (fact instanceof DeploymentStatus) {
                deliveries.add(List.of(name, deliveries.removeLast().getLast(), fact));
            } else {
                deliveries.add(List.of(name, fact));
            }
        }
        return deliveries;
    }

    private Story squashed() {
        return s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("main", "base", "10:00", commit("s", "10:00"))
                .merged(1, "topic", "b", "09:30", "10:00", "s")
                .deploy("2", "s", "11:00");
    }

    @Test
    void deliversTheListedCommitsOfASquash() {
        squashed().listed(1, "b", "09:40", commit("a", "09:00"), commit("b", "09:10"));

        Engine engine = told();

        assertThat(engine.commits(s, "2"))
                .extracting(
                        Engine.CommitRow::sha,
                        Engine.CommitRow::lead,
                        Engine.CommitRow::provenance,
                        Engine.CommitRow::deliveredAs,
                        Engine.CommitRow::excluded)
                .containsExactly(
                        tuple(sha("a").value(), 7200, "pr_commits", sha("s").value(), null),
                        tuple(sha("b").value(), 6600, "pr_commits", sha("s").value(), null),
                        tuple(sha("s").value(), null, null, null, "squashed"));
        assertThat(engine.deployment(s, "2").leadChange()).containsExactly(7200);
    }

    @Test
    void prefersTheListToThePushesOfABranch() {
        squashed().push("topic", "base", "09:20", commit("a", "09:00"), commit("b", "09:10"));
        Engine pushed = told();
        assertThat(pushed.commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("branch_push", "branch_push", null);

        s.listed(1, "b", "09:40", commit("a", "09:00"), commit("b", "09:10"));

        assertThat(told().commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("pr_commits", "pr_commits", null);
    }

    @Test
    void keepsTheListWhateverIsSaidOfTheChangeLater() {
        squashed()
                .listed(1, "b", "09:40", commit("a", "09:00"), commit("b", "09:10"))
                .labelled("late", 1, "topic", "b", "09:30", "10:00", "s");

        assertThat(told().deployment(s, "2").lead()).containsExactly(6600, 7200);
    }

    @Test
    void takesTheNewestListOfAHead() {
        squashed()
                .listed(1, "b", "09:41", commit("a", "09:00"), commit("b", "09:10"))
                .listed(1, "b", "09:40", commit("b", "09:10"));

        assertThat(told().deployment(s, "2").lead()).containsExactly(6600, 7200);
    }

    @Test
    void countsNoListOfAnotherHead() {
        s.listed(1, "old", "09:35", commit("a", "07:00"), commit("old", "07:10"));
        squashed();
        assertThat(told().commits(s, "2"))
                .extracting(Engine.CommitRow::lead, Engine.CommitRow::provenance)
                .containsExactly(tuple(5400, "pr_opened"));

        s.listed(1, "b", "09:40", commit("a", "09:00"), commit("b", "09:10"));

        assertThat(told().deployment(s, "2").lead()).containsExactly(6600, 7200);
    }

    @Test
    void countsNoLongerTheListOfAHeadThatMoved() {
        squashed().listed(1, "b", "09:40", commit("a", "09:00"), commit("b", "09:10"));
        Engine engine = told();
        s.labelled("late", 1, "topic", "new", "09:30", "10:00", "s");

        engine.record(s.facts()).derive();

        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("pr_opened");
        assertThat(engine.everything()).isEqualTo(told().everything());
    }

    @Test
    void givesTheListedCommitsOfASquashThatWasPicked() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("main", "base", "10:00", commit("s", "10:00"))
                .merged(1, "topic", "b", "09:30", "10:00", "s")
                .listed(1, "b", "09:40", commit("a", "09:00"), commit("b", "09:10"))
                .push("release", "base", "10:20", pick("p", "10:10", "s"))
                .deploy("2", "p", "11:00");

        assertThat(told().commits(s, "2"))
                .extracting(Engine.CommitRow::lead, Engine.CommitRow::provenance)
                .contains(tuple(7200, "pr_commits"), tuple(6600, "pr_commits"));
    }

    /** The commits arrive rebased, under a merge whose title says nothing. */
    @Test
    void countsAChangeByItsList() {
        s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:30")
                .push("main", "base", "10:00", commit("a2", "09:00"), commit("b2", "09:10"), commit("m", "10:00"))
                .merged(1, "topic", "b", "09:30", "10:00", "m")
                .deploy("2", "m", "11:00");
        assertThat(told().deployment(s, "2").lead()).hasSize(3);

        s.listed(1, "b", "09:40", commit("a", "09:00"), commit("b", "09:10"));

        assertThat(told().deployment(s, "2").lead()).containsExactly(6600, 7200);
    }

    @Test
    void linksDeploymentsWithoutAnyPush() {
        s.shown(commit("base", "08:00"))
                .shown(commit("x", "09:00"), "base")
                .shown(commit("y", "09:10"), "base")
                .shown(merge("m", "09:30"), "y", "x")
                .shown(commit("z", "10:00"), "m")
                .deploy("1", "base", "08:30")
                .deploy("2", "y", "11:00")
                .deploy("3", "z", "12:00")
                .deploy("4", "y", "12:30");

        Engine engine = told();

        assertThat(engine.deployments())
                .extracting(
                        Engine.Row::externalId,
                        Engine.Row::kind,
                        Engine.Row::linkedBy,
                        Engine.Row::flags,
                        Engine.Row::lead)
                .containsExactly(
                        tuple("1", "initial", "graph", List.of(), List.of()),
                        tuple("2", "forward", "graph", List.of(), List.of(6600)),
                        tuple("3", "forward", "graph", List.of(), List.of(7200, 10800)),
                        tuple("4", "rollback", "graph", List.of(), List.of()));
    }

    @Test
    void knowsWhoWroteWhatItShows() {
        s.shown(commit("base", "08:00"))
                .shown(Story.botCommit("x", "09:00"), "base")
                .deploy("1", "base", "08:30")
                .deploy("2", "x", "11:00");

        Engine engine = told();

        assertThat(engine.value("is_bot from git_commit where sha = '" + sha("x").value() + "'"))
                .isEqualTo("true");
        assertThat(engine.deployment(s, "2").lead()).containsExactly(7200);
    }

    @Test
    void countsWhatTouchesAFileOfAPart() {
        s.shown(touching("base", "08:00", "api/a"))
                .shown(touching("x", "09:00", "web/b"), "base")
                .shown(touching("y", "09:10", "api/b"), "x")
                .shown(commit("z", "09:20"), "y")
                .deploy("1", "base", "08:30")
                .deploy("2", "z", "11:00");
        Engine engine = new Engine();
        engine.configure(new Catalog(
                List.of(new Catalog.Service(
                        "api", "", List.of("acme/s"), List.of("api/**"), List.of(), List.of(), List.of(), null)),
                List.of()));

        engine.record(s.facts()).derive();

        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::lead, Engine.CommitRow::excluded)
                .containsExactlyInAnyOrder(tuple(6600, null), tuple(null, "path"), tuple(null, "unknown_paths"));
    }

    @Test
    void isOneGraphWithWhatWasUploaded() {
        s.shown(commit("base", "08:00"))
                .shown(commit("x", "09:00"), "base")
                .shown(commit("y", "09:10"), "x")
                .deploy("1", "base", "08:30")
                .deploy("2", "y", "11:00");
        List<String> samples = told().everything();
        List<GraphCommit> shallow = List.of(new GraphCommit("acme/s", sha("y"), List.of(), at("09:10"), at("09:10")));

        assertThat(new Engine().upload(shallow).record(s.facts()).derive().everything())
                .isEqualTo(samples);
        assertThat(new Engine()
                        .record(s.facts())
                        .derive()
                        .upload(shallow)
                        .derive()
                        .everything())
                .isEqualTo(samples);
    }

    /** When a commit was pushed tells whether its author's clock was ahead. */
    @Test
    void correctsNoClockUntilAPushTellsWhenACommitWasThere() {
        s.shown(commit("base", "08:00"))
                .shown(commit("x", "12:00"), "base")
                .deploy("1", "base", "08:30")
                .deploy("2", "x", "11:00");
        Engine engine = told();
        assertThat(engine.value("first_seen_at is null from git_commit where sha = '" + sha("x").value() + "'"))
                .isEqualTo("true");
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::lead, Engine.CommitRow::flags)
                .containsExactly(tuple(0, List.of("negative_clamped")));

        s.push("main", "base", "10:00", commit("x", "12:00"));

        assertThat(told().commits(s, "2"))
                .extracting(Engine.CommitRow::lead, Engine.CommitRow::flags)
                .containsExactly(tuple(3600, List.of("clock_skew")));
    }

    @Test
    void findsTheCommitOfATagThatNoPushTold() {
        s.shown(commit("base", "08:00"))
                .shown(commit("x", "09:00"), "base")
                .shown(commit("y", "09:10"), "x")
                .deploy("1", "base", "08:30")
                .deployTag("2", "v2", "11:00")
                .shownTag("v2", "x", "10:01")
                .shownTag("v2", "y", "10:00");

        assertThat(told().deployment(s, "2").lead()).containsExactly(7200);

        s.shownTag("v2", "y", "10:02");

        assertThat(told().deployment(s, "2").lead()).containsExactly(6600, 7200);
    }

    @Test
    void believesThePushOfATagBefore() {
        s.shown(commit("base", "08:00"))
                .shown(commit("x", "09:00"), "base")
                .shown(commit("y", "09:10"), "x")
                .deploy("1", "base", "08:30")
                .deployTag("2", "v2", "11:00")
                .shownTag("v2", "x", "12:00")
                .tag("v2", "y", "10:00");

        assertThat(told().deployment(s, "2").lead()).containsExactly(6600, 7200);
    }
}
