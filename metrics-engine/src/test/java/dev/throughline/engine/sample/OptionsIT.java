package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.botCommit;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.merge;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.AttributionOptions.Blame;
import dev.throughline.engine.attribution.AttributionOptions.Bugs;
import dev.throughline.engine.attribution.AttributionOptions.RecoveryStart;
import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.linking.RolloutOptions;
import dev.throughline.engine.linking.RolloutOptions.Grouping;
import dev.throughline.engine.linking.RolloutOptions.GroupingAt;
import dev.throughline.engine.option.Counting;
import dev.throughline.engine.option.Counting.Bots;
import dev.throughline.engine.option.Counting.ClosedAs;
import dev.throughline.engine.option.Counting.Denominator;
import dev.throughline.engine.option.Options;
import dev.throughline.engine.option.OptionsByService;
import dev.throughline.engine.story.Story;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The conformance vectors under the options that change them. Each is derived as the definitions say first, then with the option. */
class OptionsIT {

    private final Story s = new Story("acme/s");

    private Engine told() {
        return new Engine().record(s.facts()).derive();
    }

    private static Engine with(Engine engine, Options options) {
        return engine.restart(_ -> options).derive();
    }

    private static Options blaming(Blame blame) {
        return attribution(new AttributionOptions(
                blame, Duration.ofHours(24), Confidence.HEURISTIC, RecoveryStart.IMPACT, Bugs.HOTFIX_ONLY));
    }

    private static Options attribution(AttributionOptions attribution) {
        return new Options(RolloutOptions.DEFAULT, attribution, Counting.DEFAULT);
    }

    private static Options rollouts(Duration dedupe, Grouping grouping, GroupingAt at) {
        return new Options(new RolloutOptions(dedupe, grouping, at), AttributionOptions.DEFAULT, Counting.DEFAULT);
    }

    private static Options counting(Denominator denominator, boolean redeploys, boolean rollbacks) {
        return new Options(
                RolloutOptions.DEFAULT,
                AttributionOptions.DEFAULT,
                new Counting(denominator, redeploys, rollbacks, Bots.INCLUDE, "", ClosedAs.EXCLUDE));
    }

    private static List<String> ids(Engine engine, Predicate<Engine.Row> which) {
        return engine.deployments().stream()
                .filter(which)
                .map(Engine.Row::externalId)
                .toList();
    }

    private static List<String> failed(Engine engine) {
        return ids(engine, Engine.Row::failed);
    }

    private void versions() {
        s.push("main", null, "08:00", commit("V1", "08:00"))
                .push("main", "V1", "08:10", commit("V2", "08:10"))
                .push("main", "V2", "08:20", commit("V3", "08:20"))
                .deploy("1", "V1", "09:00")
                .deploy("2", "V2", "10:00")
                .deploy("3", "V3", "11:00")
                .deploy("4", "V1", "12:00");
    }

    @Test
    void c2_blamesWhomTheOptionSays() {
        versions();
        Engine engine = told();
        List<String> usual = engine.everything();
        assertThat(failed(engine)).containsExactly("2");
        assertThat(failed(with(engine, blaming(Blame.PRECEDING)))).containsExactly("3");
        assertThat(failed(with(engine, blaming(Blame.ALL_BETWEEN)))).containsExactly("2", "3");
        assertThat(ids(engine, Engine.Row::rework)).containsExactly("4");
        assertThat(with(engine, Options.DEFAULT).everything()).as("and back").isEqualTo(usual);
    }

    @Test
    void c2_leavesRollbacksOutOfTheDenominator() {
        versions();
        Engine engine = with(told(), counting(Denominator.EXCLUDE_ROLLBACKS, false, true));
        assertThat(failed(engine)).containsExactly("2");
        assertThat(ids(engine, Engine.Row::inFailRate)).containsExactly("1", "2", "3");
        assertThat(ids(with(engine, counting(Denominator.EXCLUDE_REMEDIATION, false, true)), Engine.Row::inFailRate))
                .containsExactly("1", "2", "3");
        assertThat(ids(with(engine, Options.DEFAULT), Engine.Row::inFailRate)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void c3_countsRedeploysAndRollbacksAsTheOptionSays() {
        s.push("main", null, "08:00", commit("V1", "08:00"))
                .push("main", "V1", "08:10", commit("V2", "08:10"))
                .deploy("1", "V1", "09:00")
                .deploy("2", "V1", "09:30")
                .deploy("3", "V2", "10:00")
                .deploy("4", "V1", "11:00");
        Engine engine = told();
        assertThat(ids(engine, Engine.Row::inFrequency)).containsExactly("1", "3", "4");
        assertThat(ids(with(engine, counting(Denominator.ALL, true, true)), Engine.Row::inFrequency))
                .containsExactly("1", "2", "3", "4");
        assertThat(ids(with(engine, counting(Denominator.ALL, false, false)), Engine.Row::inFrequency))
                .containsExactly("1", "3");
    }

    @Test
    void c4_looksBackAsLongAsTheOptionSays() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "10:00")
                .incident(1, "14:00", null);
        Engine engine = told();
        assertThat(failed(engine)).containsExactly("1");
        assertThat(failed(with(engine, window(Duration.ofHours(4)))))
                .as("exactly")
                .containsExactly("1");
        assertThat(failed(with(engine, window(Duration.ofHours(4).minusSeconds(1)))))
                .isEmpty();
    }

    private static Options window(Duration window) {
        return attribution(new AttributionOptions(
                Blame.FIRST_AFTER_TARGET, window, Confidence.HEURISTIC, RecoveryStart.IMPACT, Bugs.HOTFIX_ONLY));
    }

    @Test
    void c6_precedingBlamesTheHotfixThatIsRolledBack() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .push("main", "A", "08:10", commit("B", "08:10"))
                .push("main", "B", "08:20", commit("C", "08:20"))
                .push("fix", "C", "08:30", commit("H", "08:25"))
                .hotfix(1, "fix", "H", "08:31", "08:40", "M")
                .push("main", "C", "08:40", commit("H", "08:25"), merge("M", "08:40"))
                .deploy("1", "A", "09:00")
                .deploy("2", "B", "10:00")
                .deploy("3", "C", "11:00")
                .deploy("4", "M", "12:00")
                .deploy("5", "B", "13:00");
        Engine engine = told();
        assertThat(failed(engine)).containsExactly("3");
        assertThat(engine.rules(s, "3")).containsExactly("hotfix", "rollback");
        assertThat(failed(with(engine, blaming(Blame.PRECEDING)))).containsExactly("3", "4");
        assertThat(engine.rules(s, "4")).containsExactly("rollback");
    }

    @Test
    void c5_ignoresEvidenceThatIsTooWeak() {
        versions();
        s.incident(1, "11:10", "11:20").incident(2, "11:15", "11:20", sha("V1").value());
        Engine engine = told();
        assertThat(failed(engine)).containsExactly("1", "2", "3");
        assertThat(failed(with(engine, confident(Confidence.INFERRED)))).containsExactly("1", "2");
        assertThat(failed(with(engine, confident(Confidence.DECLARED)))).containsExactly("1");
        assertThat(failed(with(engine, confident(Confidence.EXPLICIT)))).isEmpty();
    }

    private static Options confident(Confidence least) {
        return attribution(new AttributionOptions(
                Blame.FIRST_AFTER_TARGET, Duration.ofHours(24), least, RecoveryStart.IMPACT, Bugs.HOTFIX_ONLY));
    }

    @Test
    void f3_takesTheTimeOfTheLastRegion() {
        regions();
        Engine engine = told();
        assertThat(engine.deployments())
                .singleElement()
                .satisfies(rollout -> assertThat(rollout.at()).isEqualTo(at("10:00")));
        assertThat(with(engine, rollouts(Duration.ofMinutes(10), Grouping.SHA_WINDOW, GroupingAt.LAST))
                        .deployments())
                .singleElement()
                .satisfies(rollout -> {
                    assertThat(rollout.at()).isEqualTo(at("10:40"));
                    assertThat(rollout.externalId()).isEqualTo("1");
                });
    }

    @Test
    void f3_takesEachRegionForItselfWithoutGrouping() {
        regions();
        Engine engine = with(told(), rollouts(Duration.ofMinutes(10), Grouping.NONE, GroupingAt.FIRST));
        assertThat(engine.deployments())
                .extracting(Engine.Row::kind)
                .as("the same version again, if elsewhere")
                .containsExactly("initial", "redeploy", "redeploy");
    }

    private void regions() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "prod-eu", "10:00")
                .deploy("2", "A", "prod-us", "10:10")
                .deploy("3", "A", "prod-ap", "10:40");
    }

    @Test
    void f3_ordersRolloutsByTheTimeThatCounts() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .push("main", "A", "08:10", commit("B", "08:10"))
                .push("main", "B", "08:20", commit("C", "08:20"))
                .deploy("1", "A", "prod-eu", "09:00")
                .deploy("2", "B", "prod-eu", "10:00")
                .deploy("3", "C", "prod-eu", "10:30")
                .deploy("4", "B", "prod-us", "11:00");
        Engine engine = told();
        assertThat(engine.deployment(s, "2").lead()).containsExactly(110 * 60);
        with(engine, rollouts(Duration.ofMinutes(10), Grouping.SHA_WINDOW, GroupingAt.LAST));
        assertThat(engine.deployments()).extracting(Engine.Row::externalId).containsExactly("1", "3", "2");
        assertThat(engine.deployment(s, "3").lead()).as("B and C").hasSize(2);
        assertThat(engine.deployment(s, "2").lead()).isEmpty();
    }

    @Test
    void r1_startsTheRecoveryWithTheDeployment() {
        s.push("main", null, "09:00", commit("A", "09:00"))
                .deploy("1", "A", "10:00")
                .incident(1, "10:30", "12:00");
        Engine engine = told();
        assertThat(engine.deployment(s, "1").recoverySeconds()).isEqualTo(5400);
        with(
                engine,
                attribution(new AttributionOptions(
                        Blame.FIRST_AFTER_TARGET,
                        Duration.ofHours(24),
                        Confidence.HEURISTIC,
                        RecoveryStart.DEPLOYMENT,
                        Bugs.HOTFIX_ONLY)));
        assertThat(engine.deployment(s, "1").recoverySeconds()).isEqualTo(7200);
    }

    @Test
    void givesLeadTimesOfBotsAsTheOptionSays() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .deploy("1", "A", "08:10")
                .push("dependabot/x", "A", "09:00", botCommit("B", "09:00"))
                .push("main", "A", "09:30", commit("C", "09:30"))
                .push("main", "C", "09:40", botCommit("B", "09:00"), merge("M", "09:40"))
                .merged(1, "dependabot/x", "B", "09:01", "09:40", "M")
                .deploy("2", "M", "10:00");
        Engine engine = told();
        List<String> usual = engine.everything();
        assertThat(engine.deployment(s, "2").lead()).containsExactly(1800, 3600);
        assertThat(engine.deployment(s, "2").leadMerge()).containsExactly(1200);

        with(engine, bots(Bots.EXCLUDE));
        assertThat(engine.deployment(s, "2").lead()).containsExactly(1800);
        assertThat(engine.deployment(s, "2").leadMerge()).isEmpty();
        assertThat(engine.commits(s, "2"))
                .extracting(Engine.CommitRow::excluded)
                .contains("bot");

        with(engine, bots(Bots.ONLY));
        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600);
        assertThat(engine.deployment(s, "2").leadChange()).containsExactly(3600);
        assertThat(with(engine, Options.DEFAULT).everything()).as("and back").isEqualTo(usual);
    }

    @Test
    void tellsBotsByTheirLoginsAsTheOptionSays() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .deploy("1", "A", "08:10")
                .push("main", "A", "09:30", commitOf("release-bot", "B", "09:00"), commitOf("amara", "C", "09:30"))
                .deploy("2", "C", "10:00");
        Engine engine = told();
        List<String> usual = engine.everything();

        with(engine, bots(Bots.EXCLUDE));
        assertThat(engine.deployment(s, "2").lead()).containsExactly(1800, 3600);

        with(engine, bots(Bots.EXCLUDE, ".*-BOT"));
        assertThat(engine.deployment(s, "2").lead()).containsExactly(1800);

        with(engine, bots(Bots.EXCLUDE, "bot"));
        assertThat(engine.deployment(s, "2").lead()).as("a part of a login").containsExactly(1800, 3600);
        assertThat(with(engine, Options.DEFAULT).everything()).as("and back").isEqualTo(usual);
    }

    @Test
    void tellsBotsByLoginsThatAReplayTellsLater() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .deploy("1", "A", "08:10")
                .push("main", "A", "09:30", commit("B", "09:00"))
                .deploy("2", "B", "10:00");
        Story replayed = new Story("acme/s").push("main", "A", "09:30", commitOf("release-bot", "B", "09:00"));
        Engine engine = with(told(), bots(Bots.EXCLUDE, "release-bot"));
        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600);

        engine.record(replayed.facts()).derive();
        assertThat(engine.deployment(s, "2").lead()).isEmpty();

        engine.record(s.facts()).derive();
        assertThat(engine.deployment(s, "2").lead())
                .as("said before, read later")
                .isEmpty();
    }

    private static Commit commitOf(String author, String word, String authorAt) {
        Commit commit = commit(word, authorAt);
        return new Commit(
                commit.sha(),
                commit.authorAt(),
                commit.authorTime(),
                new Author(author, false),
                commit.message(),
                commit.paths());
    }

    static Options bots(Bots bots) {
        return bots(bots, "");
    }

    static Options bots(Bots bots, String login) {
        return new Options(
                RolloutOptions.DEFAULT,
                AttributionOptions.DEFAULT,
                new Counting(Denominator.ALL, false, true, bots, login, ClosedAs.EXCLUDE));
    }

    @Test
    void countsAnyBugFixAsReworkWhenTheOptionSaysSo() {
        s.push("main", null, "08:00", commit("A", "08:00"))
                .push("topic", "A", "08:10", commit("B", "08:10"))
                .labelled("bug", 1, "topic", "B", "08:15", "08:20", "M")
                .push("main", "A", "08:20", commit("B", "08:10"), merge("M", "08:20"))
                .deploy("1", "A", "09:00")
                .deploy("2", "M", "10:00");
        Engine engine = told();
        assertThat(ids(engine, Engine.Row::rework)).isEmpty();
        with(
                engine,
                attribution(new AttributionOptions(
                        Blame.FIRST_AFTER_TARGET,
                        Duration.ofHours(24),
                        Confidence.HEURISTIC,
                        RecoveryStart.IMPACT,
                        Bugs.ANY_BUG)));
        assertThat(ids(engine, Engine.Row::rework)).containsExactly("2");
        assertThat(failed(engine)).as("a bug is no failure").isEmpty();
    }

    @Test
    void derivesExactlyTheServicesAgainWhoseOptionsAreOther() {
        versions();
        Story other = new Story("acme/other")
                .push("main", null, "09:00", commit("O", "09:00"))
                .deploy("1", "O", "10:00");
        Engine engine = told().record(other.facts()).derive();
        OptionsByService configured = name -> name.equals("acme/s") ? blaming(Blame.PRECEDING) : Options.DEFAULT;

        Engine restarted = engine.restart(configured);
        assertThat(restarted.dueByOptions(configured)).containsExactly("acme/s");
        restarted.derive();
        assertThat(restarted.dueByOptions(configured)).as("once").isEmpty();
        assertThat(restarted.dueByOptions(OptionsByService.DEFAULT)).containsExactly("acme/s");
    }

    private static final Options CLOSED_COUNT = new Options(
            RolloutOptions.DEFAULT,
            AttributionOptions.DEFAULT,
            new Counting(Denominator.ALL, false, true, Bots.INCLUDE, "", ClosedAs.COUNT));

    @Test
    void c14_countsWhatIsClosedAsNotPlannedWhenTheOptionSaysSo() {
        versions();
        s.closedAs(1, "11:10", "11:15", Incident.Kind.NOT_PLANNED);
        Engine engine = told();
        String asked = "count(*) from metric_incident";
        assertThat(failed(engine)).doesNotContain("3");
        assertThat(engine.value(asked)).isEqualTo("0");
        assertThat(failed(with(engine, CLOSED_COUNT))).contains("3");
        assertThat(engine.value(asked)).isEqualTo("1");
        assertThat(failed(with(engine, Options.DEFAULT))).doesNotContain("3");
        assertThat(engine.value(asked)).isEqualTo("0");
    }

    @Test
    void countsNothingThatWasMovedOrPromotedWhateverTheOptionSays() {
        versions();
        s.closedAs(1, "11:10", "11:15", Incident.Kind.MOVED);
        s.closedAs(2, "11:10", "11:15", Incident.Kind.PROMOTED);
        Engine engine = told();

        assertThat(failed(with(engine, CLOSED_COUNT))).doesNotContain("3");
        assertThat(engine.value("count(*) from metric_incident")).isEqualTo("0");
        assertThat(engine.value("string_agg(excluded_as, ' ' order by number) from incident"))
                .isEqualTo("moved promoted");
    }

    /** Incidents are kept elsewhere; whichever of the two is derived first. */
    @Test
    void c14_countsACauseThatAClosedIncidentElsewhereNames() {
        versions();
        Story elsewhere = new Story("acme/incidents")
                .closedAs(
                        7, "12:10", "12:15", Incident.Kind.DUPLICATE, sha("V1").value());
        for (boolean isIncidentFirst : new boolean[] {true, false}) {
            Engine engine = new Engine().restart(_ -> CLOSED_COUNT);
            engine.record(isIncidentFirst ? elsewhere.facts() : s.facts()).derive();
            engine.record(isIncidentFirst ? s.facts() : elsewhere.facts()).derive();
            assertThat(engine.rules(s, "1")).containsExactly("declared");
            assertThat(engine.rules(s, "1")).isEqualTo(engine.recompute().rules(s, "1"));
            with(engine, Options.DEFAULT);
            assertThat(engine.rules(s, "1")).isEmpty();
            with(engine, CLOSED_COUNT);
            assertThat(engine.rules(s, "1")).containsExactly("declared");
        }
    }
}
