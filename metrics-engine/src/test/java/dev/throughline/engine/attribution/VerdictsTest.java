package dev.throughline.engine.attribution;

import static dev.throughline.engine.attribution.SmallCase.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.linking.DeploymentKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What incidents and people say, each by its rule. */
class VerdictsTest {

    private static final Instant AFTER_D3 = SmallCase.at(3).plus(Duration.ofMinutes(5));

    @Test
    void anIncidentThatNamesItsCauseFailsThatAlone() {
        SmallCase history = SmallCase.ofThree().incident("I", AFTER_D3, new IncidentCase.Cause(id("D2"), "b", false));
        assertThat(history.verdicts().evidence())
                .containsExactly(new Evidence(id("D2"), Evidence.Rule.DECLARED, id("I"), null, "b"));
    }

    @Test
    void anIncidentThatNamesNoneFailsTheLatest() {
        assertThat(SmallCase.ofThree().incident("I", AFTER_D3).verdicts().evidence())
                .containsExactly(new Evidence(id("D3"), Evidence.Rule.WINDOW, id("I"), null, null));
    }

    @Test
    void aDayStillCountsAndNoLonger() {
        Instant day = SmallCase.at(3).plus(Duration.ofDays(1));
        assertThat(SmallCase.ofThree().incident("I", day).verdicts().failures()).containsOnlyKeys(id("D3"));
        assertThat(SmallCase.ofThree()
                        .incident("I", day.plusSeconds(1))
                        .verdicts()
                        .failures())
                .isEmpty();
    }

    @Test
    void aStatusOfFailureAfterTheSuccessFails() {
        SmallCase history = SmallCase.ofThree().deployed("D4", "d", DeploymentKind.FORWARD, SmallCase.at(5));
        assertThat(history.verdicts().failures()).containsOnlyKeys(id("D4"));
    }

    @Test
    void aPersonClearsWhatEveryRuleBlames() {
        SmallCase history = SmallCase.ofThree()
                .incident("I", AFTER_D3, new IncidentCase.Cause(id("D3"), "c", true))
                .said("D3", new Ruling(false, null, null));
        assertThat(history.verdicts().failures()).isEmpty();
    }

    @Test
    void aPersonBlamesWhatNoRuleDoes() {
        assertThat(SmallCase.ofThree()
                        .said("D2", new Ruling(true, null, null))
                        .verdicts()
                        .failures())
                .containsOnlyKeys(id("D2"));
    }

    @Test
    void aRollbackFailsTheFirstAfterTheLatestRunOfItsVersion() {
        SmallCase history = SmallCase.ofThree().deployed("D4", "a", DeploymentKind.ROLLBACK);
        assertThat(history.verdicts().evidence())
                .containsExactly(new Evidence(id("D2"), Evidence.Rule.ROLLBACK, null, id("D4"), null));
    }
}
