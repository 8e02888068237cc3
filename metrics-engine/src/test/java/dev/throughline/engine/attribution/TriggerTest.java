package dev.throughline.engine.attribution;

import static dev.throughline.engine.attribution.SmallCase.change;
import static dev.throughline.engine.attribution.SmallCase.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard of ADR 7 asks for every sign that a rule states, and for no other: so no rule may go without. */
class TriggerTest {

    static Stream<EvidenceRule> rules() {
        return Verdicts.rules(AttributionOptions.DEFAULT).stream();
    }

    @Test
    void appliesEveryRuleThereIs() {
        assertThat(rules().map(Object::getClass).map(Class.class::cast))
                .containsExactlyInAnyOrder(EvidenceRule.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isStatedByEveryRule(EvidenceRule rule) {
        assertThat(rule.triggers()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isNeededByEveryRule(EvidenceRule rule) {
        assertThat(rule.evidence(plain().inquiry(), List.of())).isEmpty();
    }

    @Test
    void isEachStatedBySomeRule() {
        Stream.of(Trigger.OfHistory.class, Trigger.OfWork.class, Trigger.OfWord.class)
                .forEach(kind -> assertThat(Set.<Object>copyOf(Verdicts.triggers(kind)))
                        .containsExactlyInAnyOrderElementsOf(
                                Arrays.<Object>asList((Object[]) kind.getEnumConstants())));
    }

    @Test
    void isThereWhereAnythingIsConcluded() {
        assertThat(plain().verdicts()).isEqualTo(Verdicts.NONE);
        assertThat(Verdicts.isPlain(plain().inquiry().works(), AttributionOptions.Bugs.HOTFIX_ONLY))
                .isTrue();
    }

    /** Delivers a change and closes an issue, neither of which repairs anything. */
    private static SmallCase plain() {
        return SmallCase.ofThree()
                .delivered(
                        change("D3", "C", "topic", "docs"),
                        new Work.ClosedIssue(id("D3"), id("C"), Set.of("bug"), false));
    }
}
