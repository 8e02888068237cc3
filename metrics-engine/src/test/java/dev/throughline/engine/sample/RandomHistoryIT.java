package dev.throughline.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.sample.RandomHistory.Attempted;
import dev.throughline.engine.sample.RandomHistory.Cause;
import dev.throughline.engine.sample.RandomHistory.ChangeState;
import dev.throughline.engine.sample.RandomHistory.End;
import dev.throughline.engine.sample.RandomHistory.IssueState;
import dev.throughline.engine.sample.RandomHistory.Merged;
import dev.throughline.engine.sample.RandomHistory.Opened;
import dev.throughline.engine.sample.RandomHistory.Renamed;
import dev.throughline.engine.sample.RandomHistory.Said;
import dev.throughline.engine.sample.RandomHistory.Written;
import dev.throughline.engine.verdict.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Histories made at random, with branches, merges, reverts, hotfixes, rollbacks, redeploys, failed attempts, failures after a success,
 * incidents that are reopened and relabelled, renamed repositories and what people say of it all, held against a model that knows no
 * shortcut: it looks at every commit and every deployment each time.
 */
class RandomHistoryIT {

    @Property(tries = 120, shrinking = ShrinkingMode.BOUNDED)
    void isWhatTheModelSays(@ForAll("histories") RandomHistory history) {
        NaiveModel model = new NaiveModel(history);
        Engine engine =
                new Engine().upload(history.graph()).record(history.facts()).derive();
        say(engine, history);

        Set<String> sampled = new HashSet<>();
        Set<Integer> inPart = new HashSet<>();
        assertThat(engine.deployments()).hasSize(model.deployments().size());
        for (NaiveModel.Deployed expected : model.deployments()) {
            Engine.Row row = engine.deployment(history.deployment(expected.attempt));
            assertThat(row.kind()).as("kind of %s", expected).isEqualTo(expected.kind);
            assertThat(row.lead()).as("lead times of %s", expected).isEqualTo(expected.lead);
            if (row.leadAgain() != null) {
                assertThat(row.leadAgain())
                        .as("lead times of what %s delivered again", expected)
                        .isEqualTo(expected.leadAgain);
            }
            if (expected.isPart) {
                inPart.add(expected.service);
            }
            if (!inPart.contains(expected.service)) {
                assertThat(row.leadAgain()).as("known of %s", expected).isNotNull();
            }
            assertThat(row.flags()).as("flags of %s", expected).containsExactlyInAnyOrderElementsOf(expected.flags);
            assertThat(engine.evidence(row.id()))
                    .as("evidence against %s", expected)
                    .containsExactlyInAnyOrderElementsOf(expected.evidence.stream()
                            .map(piece -> piece.rule() + " "
                                    + (piece.issue() == null ? null : history.issueId(piece.issue())) + " "
                                    + (piece.remedy() == null ? null : history.deployment(piece.remedy().attempt)))
                            .toList());
            assertThat(row.failed()).as("%s failed", expected).isEqualTo(expected.isFailed());
            assertThat(row.rework()).as("%s is rework", expected).isEqualTo(expected.isRework);
            assertThat(row.failedAt()).as("impact of %s", expected).isEqualTo(expected.impactedAt);
            assertThat(row.recoverySeconds()).as("recovery from %s", expected).isEqualTo(expected.recovery());
            List<Engine.CommitRow> rows = engine.commits(row.id());
            assertThat(rows.stream().map(Engine.CommitRow::sha))
                    .containsExactlyInAnyOrderElementsOf(expected.delivered.stream()
                            .map(commit -> history.sha(commit).value())
                            .toList());
            rows.stream()
                    .filter(commit -> commit.lead() != null)
                    .forEach(commit -> assertThat(sampled.add(expected.service + commit.sha()))
                            .as("a second sample of %s", commit)
                            .isTrue());
        }
        checkRates(engine, model);
    }

    private static void checkRates(Engine engine, NaiveModel model) {
        List<NaiveModel.Deployed> counted =
                model.deployments().stream().filter(NaiveModel.Deployed::counts).toList();
        List<Integer> recoveries = new ArrayList<>();
        counted.stream().filter(NaiveModel.Deployed::isFailed).forEach(failed -> recoveries.add(failed.recovery()));
        assertThat(engine.value("numerator || ' of ' || denominator || (coalesce(value between 0 and 1, true))"
                        + " from change_fail_rate(null, null, '2025-06-01', '2025-07-01')"))
                .isEqualTo(
                        counted.stream().filter(NaiveModel.Deployed::isFailed).count() + " of " + counted.size()
                                + "true");
        assertThat(engine.value("numerator || ' of ' || denominator || (coalesce(value between 0 and 1, true))"
                        + " from deployment_rework_rate(null, null, '2025-06-01', '2025-07-01')"))
                .isEqualTo(
                        counted.stream().filter(deployed -> deployed.isRework).count() + " of " + counted.size()
                                + "true");
        assertThat(engine.value("n || ' restored, ' || open || ' open'"
                        + " from failed_deployment_recovery_time(null, null, '2025-06-01', '2025-07-01')"))
                .isEqualTo(recoveries.stream()
                                .filter(seconds -> seconds != null)
                                .count() + " restored, "
                        + recoveries.stream().filter(seconds -> seconds == null).count() + " open");
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void isTheSameInAnyOrderAndAnyNumber(@ForAll("histories") RandomHistory history, @ForAll Random random) {
        Engine inOrder =
                new Engine().upload(history.graph()).record(history.facts()).derive();
        say(inOrder, history);
        List<String> samples = inOrder.everything();

        List<List<Fact>> pieces = pieces(history.facts());
        pieces.addAll(List.copyOf(pieces));
        Collections.shuffle(pieces, random);
        List<GraphCommit> graph = new ArrayList<>(history.graph());
        Collections.shuffle(graph, random);
        int graphAfter = random.nextInt(pieces.size() + 1);
        Engine engine = new Engine();
        int recorded = 0;
        while (recorded < pieces.size()) {
            int next = Math.min(pieces.size(), recorded + 1 + random.nextInt(10));
            if (recorded <= graphAfter && graphAfter < next) {
                engine.upload(graph);
            }
            engine.record(pieces.subList(recorded, next).stream()
                    .flatMap(List::stream)
                    .toList());
            if (random.nextInt(3) == 0) {
                engine.derive();
            }
            recorded = next;
        }
        if (graphAfter == recorded) {
            engine.upload(graph);
        }
        say(engine, history);

        assertThat(engine.everything()).isEqualTo(samples);
    }

    static void say(Engine engine, RandomHistory history) {
        history.said().forEach(said -> {
            int target = history.target(said);
            if (!said.isOfIssue()) {
                engine.sayOfDeployment(history.deployment(target), history.word(said));
            } else if (history.isIncident(target)) {
                engine.sayOfIncident(history.issueId(target), history.word(said));
            }
        });
        engine.derive();
    }

    /** A status cannot come without its deployment, as no source sends one so. */
    static List<List<Fact>> pieces(List<Fact> facts) {
        List<List<Fact>> pieces = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof DeploymentStatus status) {
                facts.stream()
                        .filter(other -> other instanceof Deployment deployment
                                && deployment.key().equals(status.deployment()))
                        .findFirst()
                        .ifPresent(deployment -> pieces.add(List.of(deployment, status)));
            } else if (!(fact instanceof Deployment)) {
                pieces.add(List.of(fact));
            }
        }
        return pieces;
    }

    @Provide
    Arbitrary<RandomHistory> histories() {
        return Combinators.combine(
                        commits(),
                        attempts(),
                        changes(),
                        incidents(),
                        said(),
                        Combinators.combine(number(0, 2), number(0, 3))
                                .as(Renamed::new)
                                .list()
                                .ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as(RandomHistory::new);
    }

    private static Arbitrary<Integer> number(int least, int most) {
        return Arbitraries.integers().between(least, most);
    }

    /** Seldom true. */
    private static Arbitrary<Boolean> seldom() {
        return number(0, 6).map(any -> any == 6);
    }

    private static Arbitrary<List<Written>> commits() {
        return commits(1, 14);
    }

    static Arbitrary<List<Written>> commits(int least, int most) {
        return Combinators.combine(number(0, 20), number(-30, 20), number(0, 600), number(-20, 8), seldom())
                .as(Written::new)
                .list()
                .ofMinSize(least)
                .ofMaxSize(most);
    }

    private static Arbitrary<List<Attempted>> attempts() {
        return Combinators.combine(
                        number(0, 4).map(any -> any == 4 ? RandomHistory.FORK : RandomHistory.SHOP),
                        number(0, 40),
                        number(0, 6).map(tens -> 10 * tens),
                        seldom(),
                        ends(6))
                .as(Attempted::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }

    /** @param successes how many of them to one of each other end */
    static Arbitrary<End> ends(int successes) {
        return Arbitraries.frequency(
                Tuple.of(successes, End.SUCCESS),
                Tuple.of(1, End.FAILURE),
                Tuple.of(1, End.FAILURE_THEN_SUCCESS),
                Tuple.of(1, End.SUCCESS_THEN_FAILURE),
                Tuple.of(1, End.SUCCESS_AGAIN),
                Tuple.of(1, End.IN_STAGING));
    }

    static Arbitrary<List<Merged>> changes() {
        Arbitrary<List<String>> labels = Arbitraries.of(
                List.of(), List.of("bug"), List.of("hotfix"), List.of("incident", "bug"), List.of("hotfixes"));
        return Combinators.combine(
                        number(0, 4).map(any -> any == 4 ? RandomHistory.FORK : RandomHistory.SHOP),
                        number(0, 40),
                        Arbitraries.of("topic", "topic", "topic", "hotfix/1", "hotfix-2", "hotfixes"),
                        Combinators.combine(labels, number(-3, 3), number(-40, 20), number(-3, 3), seldom())
                                .as(ChangeState::new)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as(Merged::new)
                .list()
                .ofMaxSize(4);
    }

    static Arbitrary<List<Opened>> incidents() {
        int day = 24 * 60 * 60;
        Arbitrary<List<String>> labels = Arbitraries.frequency(
                Tuple.of(6, List.of("incident")),
                Tuple.of(1, List.of("incident", "bug")),
                Tuple.of(1, List.of("bug", "hotfix")),
                Tuple.of(1, List.of("bug", "unplanned")),
                Tuple.of(1, List.of()));
        Arbitrary<List<Cause>> causes = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.<Cause>of())), Tuple.of(2, cause(Cause.Kind.values())));
        return Combinators.combine(
                        number(0, 5).map(any -> Math.max(0, any - 3)),
                        number(0, 40),
                        Arbitraries.of(0, -60, 1, 600, 1800, day, day + 1, 3 * day),
                        Combinators.combine(number(0, 60), Arbitraries.of(true, false), number(0, 20), labels, causes)
                                .as((pause, isResolved, deleted, labelled, named) -> new IssueState(
                                        Math.max(0, pause - 15), isResolved, deleted == 20, labelled, named))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(4))
                .as(Opened::new)
                .list()
                .ofMaxSize(4);
    }

    private static Arbitrary<List<Cause>> cause(Cause.Kind... kinds) {
        return Combinators.combine(Arbitraries.of(kinds), number(0, 20))
                .as(Cause::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2);
    }

    static Arbitrary<List<Said>> said() {
        Arbitrary<Said> ofDeployments = Combinators.combine(
                        number(0, 20),
                        Arbitraries.of(Word.Field.FAILED, Word.Field.UNPLANNED),
                        Arbitraries.of(true, false).injectNull(0.2))
                .as((target, field, truth) -> new Said(target, field, truth, null));
        Arbitrary<Said> exclusions = Combinators.combine(number(-20, 20), Arbitraries.of(true, true, false))
                .as((target, truth) -> new Said(target, Word.Field.EXCLUDED, truth, null));
        Arbitrary<Said> causes = Combinators.combine(
                        number(-20, -1),
                        Arbitraries.oneOf(
                                        cause(
                                                Cause.Kind.HASH,
                                                Cause.Kind.PREFIX,
                                                Cause.Kind.API_ID,
                                                Cause.Kind.UNKNOWN),
                                        Arbitraries.just(List.<Cause>of()))
                                .injectNull(0.2))
                .as((target, named) -> new Said(target, Word.Field.CAUSED_BY, null, named));
        return Arbitraries.frequencyOf(Tuple.of(2, ofDeployments), Tuple.of(1, exclusions), Tuple.of(2, causes))
                .list()
                .ofMaxSize(3);
    }
}
