package dev.throughline.engine.attribution;

import static dev.throughline.engine.attribution.SmallCase.change;
import static dev.throughline.engine.attribution.SmallCase.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.linking.DeploymentKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HotfixRuleTest {

    private static final Evidence AGAINST_D2 = new Evidence(id("D2"), Evidence.Rule.HOTFIX, null, id("D3"), "f");

    private static List<Evidence> evidence(SmallCase history) {
        return new HotfixRule().evidence(history.inquiry(), List.of()).toList();
    }

    @ParameterizedTest
    @CsvSource({"hotfix, topic", "incident, topic", "docs, hotfix/login", "docs, hotfix-login"})
    void takesALabelOrABranchForAHotfix(String label, String branch) {
        SmallCase history = SmallCase.ofThree().delivered(change("D3", "C", branch, label));
        assertThat(evidence(history)).containsExactly(AGAINST_D2);
        assertThat(Verdicts.isPlain(history.inquiry().works(), AttributionOptions.Bugs.HOTFIX_ONLY))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hotfix", "hotfixes/login", "fix/hotfix-login", "Hotfix/login"})
    void takesNoOtherBranchForOne(String branch) {
        assertThat(evidence(SmallCase.ofThree().delivered(change("D3", "C", branch, "bug", "hotfixed"))))
                .isEmpty();
    }

    @Test
    void blamesWhatARedeployRepeats() {
        SmallCase history = new SmallCase()
                .deployed("D1", "a", DeploymentKind.INITIAL)
                .deployed("D2", "b", DeploymentKind.FORWARD)
                .deployed("R", "b", DeploymentKind.REDEPLOY)
                .deployed("D3", "c", DeploymentKind.FORWARD)
                .delivered(change("D3", "C", "topic", "hotfix"));
        assertThat(evidence(history)).containsExactly(AGAINST_D2);
    }

    @Test
    void blamesNobodyBeforeTheFirst() {
        assertThat(evidence(SmallCase.ofThree().delivered(change("D1", "C", "topic", "hotfix"))))
                .isEmpty();
    }

    @Test
    void leavesItToTheIncidentThatItSaysItFixes() {
        Work fixing = new Work.Change(id("D3"), id("C"), "f", Set.of("hotfix"), "topic", true);
        assertThat(evidence(SmallCase.ofThree().delivered(fixing))).isEmpty();
    }

    @Test
    void leavesItToTheIncidentThatItCloses() {
        // one of its commits says so, and arrived with another deployment
        Work closed = new Work.ClosedIssue(id("D2"), id("C"), Set.of(), true);
        assertThat(evidence(SmallCase.ofThree().delivered(change("D3", "C", "topic", "hotfix"), closed)))
                .isEmpty();
    }

    @Test
    void isEvidenceThoughItClosesAnotherIssueOrAnotherChangeAnIncident() {
        Work issue = new Work.ClosedIssue(id("D3"), id("C"), Set.of("unplanned"), false);
        Work other = new Work.ClosedIssue(id("D3"), id("B"), Set.of(), true);
        Work nobodys = new Work.ClosedIssue(id("D3"), null, Set.of(), true);
        assertThat(evidence(SmallCase.ofThree().delivered(change("D3", "C", "topic", "hotfix"), issue, other, nobodys)))
                .containsExactly(AGAINST_D2);
    }
}
