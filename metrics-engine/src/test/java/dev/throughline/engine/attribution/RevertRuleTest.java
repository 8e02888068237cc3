package dev.throughline.engine.attribution;

import static dev.throughline.engine.attribution.SmallCase.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.linking.DeploymentKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevertRuleTest {

    private static List<Evidence> evidence(SmallCase history) {
        return new RevertRule().evidence(history.inquiry(), List.of()).toList();
    }

    private static Work.Revert revert(String by, String of) {
        return new Work.Revert(id(by), "f", id(of));
    }

    @Test
    void failsTheEarlierDeploymentThatDeliveredIt() {
        SmallCase history = SmallCase.ofThree().delivered(revert("D3", "D2"));
        assertThat(evidence(history))
                .containsExactly(new Evidence(id("D2"), Evidence.Rule.REVERT, null, id("D3"), "f"));
        assertThat(history.verdicts().rework()).containsExactly(id("D3"));
        assertThat(Verdicts.isPlain(history.inquiry().works(), AttributionOptions.Bugs.HOTFIX_ONLY))
                .isFalse();
    }

    @Test
    void failsNothingWithinOneDeploymentOrAfterIt() {
        SmallCase history = SmallCase.ofThree().delivered(revert("D3", "D3"), revert("D2", "D3"));
        assertThat(evidence(history)).isEmpty();
        assertThat(history.verdicts().rework()).isEmpty();
    }

    @Test
    void failsNothingOfAnotherService() {
        assertThat(evidence(SmallCase.ofThree().delivered(revert("D3", "elsewhere"))))
                .isEmpty();
    }

    @Test
    void restoresWhatItReverts() {
        SmallCase history = new SmallCase()
                .deployed("D1", "a", DeploymentKind.INITIAL)
                .deployed("D2", "b", DeploymentKind.FORWARD)
                .deployed("D3", "c", DeploymentKind.FORWARD)
                .deployed("D4", "d", DeploymentKind.FORWARD)
                .delivered(revert("D4", "D2"));
        assertThat(history.verdicts().failures())
                .containsOnlyKeys(id("D2"))
                .containsValue(new Failure.Recovered(id("D2"), SmallCase.at(2), SmallCase.at(4), SmallCase.at(4)));
    }
}
