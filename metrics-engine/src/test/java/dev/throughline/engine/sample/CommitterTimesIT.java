package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.committed;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.story.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a lead time starts as long as only the committer's time of a commit is known (definitions, settled 6 and 1.4). */
class CommitterTimesIT {

    private final Story s = new Story("acme/s");

    private Story rebased() {
        return s.push("main", null, "08:00", committed("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("main", "base", "11:00", committed("a", "10:30"))
                .deploy("2", "a", "12:00");
    }

    @Test
    void startsWithTheCommitterAndSaysSo() {
        Engine engine = ConformanceIT.told(rebased());
        assertThat(engine.deployment(s, "2").lead()).containsExactly(5400);
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("committed");
        assertThat(engine.value("lead_starts from deployment_fact where external_id = '2'"))
                .isEqualTo("{0,0,0,0,0,1}");
    }

    @Test
    void countsTheCommitsOfASquashedChangeLikewise() {
        s.push("main", null, "08:00", committed("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("topic", "base", "10:05", committed("a", "09:00"), commit("b", "10:00"))
                .merged(1, "topic", "b", "10:30", "11:00", "m")
                .push("main", "base", "11:00", committed("m", "11:00"))
                .deploy("2", "m", "12:00");
        Engine engine = ConformanceIT.told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(7200, 10800);
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("committed", "branch_push", null);
    }

    @Test
    void believesAnyAuthorBefore() {
        rebased().push("other", "base", "11:30", commit("a", "09:00"));
        Engine engine = ConformanceIT.told(s);
        assertThat(engine.deployment(s, "2").lead()).containsExactly(10800);
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("commit");
    }

    @Test
    void believesTheGraphBefore() {
        List<GraphCommit> graph = List.of(
                new GraphCommit("acme/s", sha("base"), List.of(), at("07:00"), at("08:00")),
                new GraphCommit("acme/s", sha("a"), List.of(sha("base")), at("09:00"), at("10:30")));
        Engine engine =
                new Engine().record(rebased().facts()).derive().upload(graph).derive();
        assertThat(engine.deployment(s, "2").lead()).containsExactly(10800);
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("commit");
        assertThat(new Engine().upload(graph).record(s.facts()).derive().everything())
                .isEqualTo(engine.everything());
    }

    @Test
    void believesAReportBefore() {
        Story reports = Story.reportedOf("acme/s");
        List<Fact> facts = new ArrayList<>(reports.facts());
        facts.add(new Change(
                new Entry(reports.repository(), "7", 7L, "Change 7", null, List.of()),
                new Change.Opening(at("10:40"), Author.UNKNOWN),
                new Branch(null, "", sha("a"), ""),
                1,
                Reviews.NONE,
                new Merge(at("11:00"), sha("a")),
                Claims.NONE,
                new Statement(at("11:00"), "c7")));
        facts.add(new ChangeCommits(
                reports.repository(),
                "7",
                null,
                List.of(new ChangeCommits.Listed(sha("a"), at("09:00"))),
                "acme/s",
                new Statement(at("11:00"), "c7")));
        Engine engine =
                new Engine().record(rebased().facts()).derive().record(facts).derive();
        assertThat(engine.deployment(s, "2").lead()).containsExactly(10800);
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::provenance)
                .containsExactly("pr_commits");
        assertThat(new Engine().record(facts).record(s.facts()).derive().everything())
                .isEqualTo(engine.everything());
    }
}
