package dev.throughline.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.sample.RandomHistory.Attempted;
import dev.throughline.engine.story.Story;
import dev.throughline.engine.verdict.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/**
 * Histories of weeks, derived while they happen: most of what happens concerns only the end of the history, which is then derived
 * without a look at the rest. It has to be what a look at everything gives.
 */
class HistoryEndIT {

    private static final int IN_TURN = -1;
    private static final Instant START = Story.at("00:00");

    @Property(tries = 6, shrinking = ShrinkingMode.BOUNDED)
    void isWhatTheWholeHistoryGives(@ForAll("histories") RandomHistory history, @ForAll Random random) {
        Engine engine = new Engine();
        boolean hasGraph = random.nextBoolean();
        if (hasGraph) {
            engine.upload(history.graph());
        }
        List<List<Fact>> pieces = almostInOrder(RandomHistoryIT.pieces(history.facts()), random);
        for (int piece = 0; piece < pieces.size(); piece++) {
            engine.record(pieces.get(piece));
            if (random.nextInt(4) > 0) {
                engine.derive();
            }
            if (random.nextInt(8) == 0) {
                isWhatARecomputeGives(engine.derive());
            }
        }
        if (!hasGraph && random.nextBoolean()) {
            engine.upload(history.graph());
        }
        isWhatARecomputeGives(engine.derive());
        RandomHistoryIT.say(engine, history);
        isWhatARecomputeGives(engine);
    }

    /** Regions get a commit within a day of each other or later, in any order: rollouts that reach over whatever is not read. */
    @Property(tries = 6, shrinking = ShrinkingMode.BOUNDED)
    void continuesRollouts(@ForAll Random random) {
        Engine engine = new Engine();
        Instant at = START;
        for (int attempt = 0; attempt < 100; attempt++) {
            at = at.plus(Duration.ofMinutes(random.nextInt(5) == 0 ? 1450 : random.nextInt(300)));
            String word = "c" + Math.max(0, attempt / 3 - random.nextInt(2));
            Story story = new Story("acme/shop")
                    .deploy(
                            "d%03d".formatted(attempt),
                            word,
                            "production-" + "abcd".charAt(random.nextInt(4)),
                            text(random.nextInt(20) == 0 ? at.minus(Duration.ofHours(30)) : at));
            engine.record(story.facts());
            if (random.nextInt(3) > 0) {
                engine.derive();
            }
            if (random.nextInt(8) == 0) {
                isWhatARecomputeGives(engine.derive());
            }
        }
        isWhatARecomputeGives(engine.derive());
    }

    /** Jobs of a few runs wait for hours or days, some are known to be of a run only later. */
    @Property(tries = 6, shrinking = ShrinkingMode.BOUNDED)
    void continuesRuns(@ForAll Random random) {
        Engine engine = new Engine();
        Instant at = START;
        for (int attempt = 0; attempt < 100; attempt++) {
            at = at.plus(Duration.ofMinutes(random.nextInt(5) == 0 ? 1450 : random.nextInt(300)));
            int run = Math.max(0, attempt / 3 - (random.nextInt(6) == 0 ? random.nextInt(25) : random.nextInt(2)));
            String id = "d%03d".formatted(attempt);
            Story story = new Story("acme/shop")
                    .deploy(
                            id,
                            "c" + run,
                            "production-" + "ab".charAt(random.nextInt(2)),
                            text(random.nextInt(20) == 0 ? at.minus(Duration.ofHours(30)) : at));
            String rollout = run + "/" + (1 + random.nextInt(2));
            engine.record(
                    random.nextInt(8) == 0
                            ? story.facts()
                            : story.byRun(id, rollout).facts());
            if (random.nextInt(3) > 0) {
                engine.derive();
            }
            engine.record(random.nextInt(3) == 0 ? story.byRun(id, rollout).facts() : List.of());
            if (random.nextInt(8) == 0) {
                isWhatARecomputeGives(engine.derive());
            }
        }
        isWhatARecomputeGives(engine.derive());
    }

    private static void isWhatARecomputeGives(Engine engine) {
        List<String> derived = engine.everything();
        assertThat(engine.due()).as("what could not be derived").isZero();

        assertThat(engine.recompute().everything()).containsExactlyElementsOf(derived);
    }

    /** Few come late, some twice. */
    private static List<List<Fact>> almostInOrder(List<List<Fact>> pieces, Random random) {
        List<List<Fact>> happening = new ArrayList<>(pieces);
        for (int late = 0; late < pieces.size() / 10; late++) {
            int from = random.nextInt(pieces.size());
            happening.add(from + random.nextInt(pieces.size() - from), happening.remove(from));
            happening.add(from + random.nextInt(pieces.size() - from), pieces.get(from));
        }
        return Collections.unmodifiableList(happening);
    }

    @Provide
    Arbitrary<RandomHistory> histories() {
        return Combinators.combine(
                        RandomHistoryIT.commits(60, 75),
                        attempts(),
                        RandomHistoryIT.changes(),
                        RandomHistoryIT.incidents(),
                        RandomHistoryIT.said(),
                        Arbitraries.of(true, false))
                .as((commits, attempts, changes, incidents, said, isPushed) ->
                        new RandomHistory(commits, attempts, changes, incidents, said, List.of(), isPushed));
    }

    /** Most of them succeed, and most deploy something later than what ran before. */
    private static Arbitrary<List<Attempted>> attempts() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(15, RandomHistory.SHOP), Tuple.of(1, RandomHistory.FORK)),
                        Arbitraries.frequencyOf(
                                Tuple.of(40, Arbitraries.just(IN_TURN)),
                                Tuple.of(1, Arbitraries.integers().between(0, 60))),
                        Arbitraries.of(0, 10, 60, 600, 1500, 3000),
                        Arbitraries.frequency(Tuple.of(100, false), Tuple.of(1, true)),
                        RandomHistoryIT.ends(60))
                .as(Attempted::new)
                .list()
                .ofMinSize(60)
                .ofMaxSize(80)
                .map(HistoryEndIT::inTurn);
    }

    private static List<Attempted> inTurn(List<Attempted> attempts) {
        List<Attempted> inTurn = new ArrayList<>();
        for (Attempted attempt : attempts) {
            inTurn.add(
                    attempt.commit() == IN_TURN
                            ? new Attempted(
                                    attempt.repository(),
                                    inTurn.size() * 9 / 10,
                                    attempt.pause(),
                                    attempt.isFlagged(),
                                    attempt.end())
                            : attempt);
        }
        return inTurn;
    }

    @Test
    void leavesAloneWhatANewDeploymentDoesNotConcern() {
        Story story = sixtyDays();
        Engine engine = new Engine()
                .record(story.facts())
                .derive()
                .falsify(story.deployment("10"))
                .falsify(story.deployment("30"));

        engine.record(deploy(new Story("acme/shop"), 60).facts()).derive();

        assertThat(engine.deployment(story, "60").lead()).containsExactly(3600);
        assertThat(engine.deployment(story, "10").rework()).isTrue();
        assertThat(engine.record(new Story("acme/shop")
                                .incident(1, text(START.plus(Duration.ofDays(5))), null)
                                .facts())
                        .derive()
                        .deployment(story, "10")
                        .rework())
                .isFalse();
    }

    @Test
    void knowsARollbackToWhatRanLongBefore() {
        Story story = sixtyDays();
        Engine engine = new Engine().record(story.facts()).derive();

        engine.record(new Story("acme/shop")
                        .deploy("60", "c5", text(START.plus(Duration.ofDays(60))))
                        .facts())
                .derive();

        assertThat(engine.deployment(story, "60").kind()).isEqualTo("rollback");
        assertThat(engine.deployment(story, "6").failed()).isTrue();
    }

    /** What a tag deploys is known by the push of the tag alone. */
    @Test
    void knowsARollbackToATag() {
        Story story = new Story("acme/shop")
                .push("main", null, text(START), Story.commit("c0", text(START)))
                .tag("v1", "c0", text(START))
                .deployTag("v1", "v1", text(START));
        for (int day = 1; day < 60; day++) {
            deploy(story, day);
        }
        Engine engine = new Engine().record(story.facts()).derive();

        engine.record(new Story("acme/shop")
                        .deployTag("v1-again", "v1", text(START.plus(Duration.ofDays(60))))
                        .facts())
                .derive();

        assertThat(engine.deployment(story, "v1-again").kind()).isEqualTo("rollback");
        isWhatARecomputeGives(engine);
    }

    @Test
    void looksAgainAtWhatIsRevertedByATitleThatAnotherChangeHas() {
        Story story = sixtyDays()
                .merged(5, "topic-5", "c5", "2025-06-06T20:00", "2025-06-06T23:00", "c5")
                .revertTitle(10, 5, "topic-10", "c10", "2025-06-11T20:00", "2025-06-11T23:00", "c10");
        Engine engine = new Engine().record(story.facts()).derive();
        assertThat(engine.deployment(story, "5").failed()).isTrue();

        engine.record(new Story("acme/shop")
                        .namesake(7, 5, "topic-7", "c7", "2025-06-08T20:00", "2025-06-08T23:00", "c7")
                        .facts())
                .derive();

        assertThat(engine.deployment(story, "5").failed()).isFalse();
        assertThat(engine.deployment(story, "7").failed()).isTrue();
        isWhatARecomputeGives(engine);
    }

    @Test
    void leavesARolloutForStaging() {
        Story story = new Story("acme/shop")
                .deploy("1", "c1", "production-a", "09:00")
                .deploy("2", "c2", "production-a", "10:00")
                .incident(1, "10:30", null)
                .deploy("3", "c2", "production-a", "12:00")
                .deploy("4", "c2", "production-b", "12:05");
        Engine engine = new Engine().record(story.facts()).derive();
        assertThat(engine.deployment(story, "2").failed()).isTrue();
        engine.say(story, "4", Word.of(Word.Field.FAILED, false)).derive();
        assertThat(engine.deployment(story, "2").failed()).isFalse();

        engine.record(new Story("acme/shop")
                        .deploy("4", "c2", "staging", "13:00")
                        .facts())
                .derive();

        assertThat(engine.deployment(story, "2").failed()).isTrue();
        isWhatARecomputeGives(engine);
    }

    @Test
    void endsAFailureWithTheNextDeployment() {
        Story story = sixtyDays();
        Engine engine = new Engine().record(story.facts()).derive();
        engine.record(new Story("acme/shop")
                        .status(
                                "59",
                                "c59",
                                "production",
                                State.FAILURE,
                                text(START.plus(Duration.ofHours(59 * 24 + 1))))
                        .facts())
                .derive();
        assertThat(engine.deployment(story, "59").failed()).isTrue();

        engine.record(deploy(new Story("acme/shop"), 60).facts()).derive();

        assertThat(engine.deployment(story, "59").recoverySeconds()).isEqualTo(24 * 60 * 60);
    }

    private static Story sixtyDays() {
        Story story = new Story("acme/shop");
        for (int day = 0; day < 60; day++) {
            deploy(story, day);
        }
        return story;
    }

    private static Story deploy(Story story, int day) {
        Instant at = START.plus(Duration.ofDays(day));
        String word = "c" + day;
        return story.push(
                        "main",
                        day == 0 ? null : "c" + (day - 1),
                        text(at.minusSeconds(1800)),
                        Story.commit(word, text(at.minusSeconds(3600))))
                .deploy(Integer.toString(day), word, text(at));
    }

    private static String text(Instant at) {
        return at.toString().substring(0, 19);
    }
}
