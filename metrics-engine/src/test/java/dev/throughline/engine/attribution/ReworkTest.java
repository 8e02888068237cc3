package dev.throughline.engine.attribution;

import static dev.throughline.engine.attribution.SmallCase.change;
import static dev.throughline.engine.attribution.SmallCase.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.attribution.AttributionOptions.Bugs;
import dev.throughline.engine.linking.DeploymentKind;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReworkTest {

    private static Set<UUID> rework(SmallCase history, Bugs bugs) {
        return Rework.of(history.inquiry(), bugs);
    }

    private static Work issue(boolean isIncident, String... labels) {
        return new Work.ClosedIssue(id("D3"), id("C"), Set.of(labels), isIncident);
    }

    static Stream<Work> unplanned() {
        return Stream.of(
                change("D3", "C", "topic", "hotfix"),
                new Work.Change(id("D3"), id("C"), "f", Set.of(), "topic", true),
                new Work.FixingCommit(id("D3")),
                issue(true),
                issue(false, "bug", "unplanned"),
                issue(false, "bug", "hotfix"));
    }

    @ParameterizedTest
    @MethodSource
    void unplanned(Work work) {
        SmallCase history = SmallCase.ofThree().delivered(work);
        assertThat(rework(history, Bugs.HOTFIX_ONLY)).containsExactly(id("D3"));
        assertThat(Verdicts.isPlain(history.inquiry().works(), Bugs.HOTFIX_ONLY))
                .isFalse();
    }

    static Stream<Work> anyBug() {
        return Stream.of(change("D3", "C", "topic", "bug"), issue(false, "bug"));
    }

    @ParameterizedTest
    @MethodSource
    void anyBug(Work work) {
        SmallCase history = SmallCase.ofThree().delivered(work);
        assertThat(rework(history, Bugs.HOTFIX_ONLY)).isEmpty();
        assertThat(rework(history, Bugs.ANY_BUG)).containsExactly(id("D3"));
        assertThat(Verdicts.isPlain(history.inquiry().works(), Bugs.HOTFIX_ONLY))
                .isTrue();
        assertThat(Verdicts.isPlain(history.inquiry().works(), Bugs.ANY_BUG)).isFalse();
    }

    static Stream<Work> planned() {
        return Stream.of(change("D3", "C", "topic", "unplanned"), issue(false, "unplanned"), issue(false, "hotfix"));
    }

    @ParameterizedTest
    @MethodSource
    void planned(Work work) {
        assertThat(rework(SmallCase.ofThree().delivered(work), Bugs.ANY_BUG)).isEmpty();
    }

    @Test
    void aRollbackIs() {
        SmallCase history = SmallCase.ofThree().deployed("D4", "b", DeploymentKind.ROLLBACK);
        assertThat(rework(history, Bugs.HOTFIX_ONLY)).containsExactly(id("D4"));
    }

    @Test
    void aWordWinsOverARuleAndAPersonsOverThatOfTheSource() {
        SmallCase history = SmallCase.ofThree()
                .delivered(new Work.FixingCommit(id("D2")))
                .said("D2", new Ruling(null, false, true))
                .said("D3", new Ruling(null, null, true));
        assertThat(rework(history, Bugs.HOTFIX_ONLY)).containsExactly(id("D3"));
    }
}
