package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.story.Story;
import dev.throughline.engine.verdict.Word;
import dev.throughline.engine.verdict.Word.Field;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people say wins over every rule (definitions 1.5, rule 1), and stays when everything else is derived again. */
class VerdictIT {

    private final Story s = new Story("acme/s");

    /** Deployments 1 to 4, of the commits 1 to 4, on the hour from one o'clock on. */
    private Story four() {
        s.push("main", null, "00:10", commit("1", "00:10")).deploy("1", "1", "01:00");
        for (int i = 2; i <= 4; i++) {
            s.push("main", "" + (i - 1), "0%d:10".formatted(i - 1), commit("" + i, "0%d:10".formatted(i - 1)));
            s.deploy("" + i, "" + i, "0%d:00".formatted(i));
        }
        return s;
    }

    private Engine told() {
        return new Engine().record(s.facts()).derive();
    }

    private static Stream<String> failed(Engine engine) {
        return engine.deployments().stream().filter(Engine.Row::failed).map(Engine.Row::externalId);
    }

    private static Stream<String> rework(Engine engine) {
        return engine.deployments().stream().filter(Engine.Row::rework).map(Engine.Row::externalId);
    }

    /** Derived from nothing once more, the samples are the same. */
    private void staysOverAReplay(Engine engine) {
        List<String> samples = engine.everything();
        assertThat(engine.forget().record(s.facts()).derive().everything()).isEqualTo(samples);
    }

    @Test
    void c8_falseWinsOverEveryIncident() {
        four().incident(1, "02:10", "02:20").incident(2, "02:30", "02:40", sha("2").value());
        Engine engine = told();
        assertThat(failed(engine)).containsExactly("2");

        engine.say(s, "2", Word.of(Field.FAILED, false)).derive();

        assertThat(failed(engine)).isEmpty();
        assertThat(engine.rules(s, "2")).isEmpty();
        assertThat(engine.deployment(s, "2").recoverySeconds()).isNull();
        staysOverAReplay(engine);
    }

    @Test
    void trueFailsADeploymentWithoutEvidenceUntilTheNextOne() {
        four();
        Engine engine = told().say(s, "3", Word.of(Field.FAILED, true)).derive();

        assertThat(failed(engine)).containsExactly("3");
        assertThat(engine.rules(s, "3")).containsExactly("explicit");
        assertThat(engine.deployment(s, "3").recoverySeconds()).isEqualTo(3600);
        staysOverAReplay(engine);
    }

    @Test
    void nullTakesBackWhatWasSaid() {
        four().incident(1, "02:10", "02:20");
        Engine engine = told();
        List<String> samples = engine.everything();

        engine.say(s, "2", Word.of(Field.FAILED, false)).derive();
        engine.say(s, "2", Word.of(Field.FAILED, null)).derive();

        assertThat(engine.everything()).isEqualTo(samples);
    }

    @Test
    void trueOfARedeployPassesToWhatItRepeatsAndFalseClearsIt() {
        four().deploy("4 again", "4", "05:00").incident(1, "05:10", "05:20");
        Engine engine = told();
        assertThat(failed(engine)).containsExactly("4");

        engine.say(s, "4 again", Word.of(Field.FAILED, false)).derive();
        assertThat(failed(engine)).isEmpty();

        engine.say(s, "4 again", Word.of(Field.FAILED, true)).derive();
        assertThat(failed(engine)).containsExactly("4");
    }

    @Test
    void unplannedOverridesRework() {
        four().deploy("back", "2", "05:00");
        Engine engine = told();
        assertThat(rework(engine)).containsExactly("back");

        engine.say(s, "back", Word.of(Field.UNPLANNED, false))
                .say(s, "3", Word.of(Field.UNPLANNED, true))
                .derive();

        assertThat(rework(engine)).containsExactly("3");
        staysOverAReplay(engine);
    }

    @Test
    void anExcludedDeploymentIsNone() {
        four();
        Engine engine = told();
        List<String> samples = engine.everything();

        engine.say(s, "3", Word.of(Field.EXCLUDED, true)).derive();

        assertThat(engine.deployments()).extracting(Engine.Row::externalId).containsExactly("1", "2", "4");
        assertThat(engine.deployment(s, "4").lead())
                .as("its commits flow into the next one")
                .containsExactly(50 * 60, 110 * 60);
        staysOverAReplay(engine);

        engine.say(s, "3", Word.of(Field.EXCLUDED, false)).derive();
        assertThat(engine.everything()).isEqualTo(samples);
    }

    @Test
    void anExcludedIncidentIsNoEvidence() {
        four().incident(1, "02:10", "02:20").incident(2, "02:30", "02:40", sha("3").value());
        Engine engine = told();
        assertThat(failed(engine)).containsExactly("2", "3");

        engine.say(s, 1, Word.of(Field.EXCLUDED, true))
                .say(s, 2, Word.of(Field.EXCLUDED, true))
                .derive();

        assertThat(failed(engine)).isEmpty();
        staysOverAReplay(engine);
    }

    @Test
    void aPersonsCauseReplacesWhatTheIncidentDeclares() {
        four().incident(1, "04:10", "04:20", sha("3").value());
        Engine engine = told();
        assertThat(failed(engine)).containsExactly("3");

        engine.say(s, 1, Word.causedBy(List.of(new Cause(s.deployment("2").toString()))))
                .derive();
        assertThat(failed(engine)).containsExactly("2");
        assertThat(engine.rules(s, "2")).containsExactly("explicit");
        staysOverAReplay(engine);

        engine.say(s, 1, Word.causedBy(List.of(new Cause(sha("4").value())))).derive();
        assertThat(failed(engine)).containsExactly("4");

        engine.say(s, 1, Word.causedBy(List.of())).derive();
        assertThat(failed(engine)).as("nor by the window").isEmpty();

        engine.say(s, 1, Word.causedBy(null)).derive();
        assertThat(engine.rules(s, "3")).containsExactly("declared");
    }

    @Test
    void aPersonsCauseMayLieInAnotherService() {
        Story central = new Story("acme/incidents").incident(1, "02:30", "03:30");
        four();
        Engine engine = new Engine().record(s.facts()).record(central.facts()).derive();
        assertThat(failed(engine)).isEmpty();

        engine.say(central, 1, Word.causedBy(List.of(new Cause(sha("2").value()))))
                .derive();

        assertThat(failed(engine)).containsExactly("2");
        assertThat(engine.deployment(s, "2").recoverySeconds()).isEqualTo(90 * 60 - 30 * 60 + 0);
    }

    @Test
    void isPendingUntilTheServiceOfAChangeElsewhereIsDerived() {
        Story central = new Story("acme/incidents").incident(1, "02:30", "03:30");
        four();
        Engine engine = new Engine().record(s.facts()).record(central.facts()).derive();
        UUID incident = central.incident(1);

        engine.say(central, 1, Word.causedBy(List.of(new Cause("acme/s#7"))));
        assertThat(engine.isPending(incident)).isTrue();
        assertThat(engine.route().isPending(incident))
                .as("another service is due")
                .isTrue();
        assertThat(engine.derive().isPending(incident)).isFalse();
    }
}
