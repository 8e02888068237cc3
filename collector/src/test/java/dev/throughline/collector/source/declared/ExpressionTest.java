package dev.throughline.collector.source.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    @Test
    void readsBodiesHeadersAndSettings() throws Exception {
        assertThat(evaluate("a.b & $headers.`ce-type` & $settings.x", Map.of("a", Map.of("b", "1"))))
                .isEqualTo("1type7");
    }

    @Test
    void keepsWholeNumbersAsTheyAre() throws Exception {
        assertThat(evaluate("a", Map.of("a", 9007199254740993L))).isEqualTo(9007199254740993L);
        assertThat(evaluate("a & ''", Map.of("a", 9007199254740993L))).isEqualTo("9007199254740993");
    }

    @Test
    void readsTimesWithoutZoneAsUtc() throws Exception {
        assertThat(evaluate("$utc(a)", Map.of("a", "2026-03-30 13:37:07"))).isEqualTo("2026-03-30T13:37:07Z");
        assertThat(evaluate("$utc(b)", Map.of())).isNull();
    }

    @Test
    void readsListsOfSettings() throws Exception {
        Map<String, Object> body =
                Map.of("list", " Major, critical,,", "none", "", "tags", List.of("x", "MAJOR"), "n", 1);
        assertThat(evaluate("[$items(list)]", body)).isEqualTo(List.of("Major", "critical"));
        assertThat(evaluate("[$items(none)]", body)).isEqualTo(List.of());
        assertThat(evaluate("$among('Critical', list)", body)).isEqualTo(true);
        assertThat(evaluate("$among(tags, list)", body)).isEqualTo(true);
        assertThat(evaluate("$among('critic', list)", body)).isEqualTo(false);
        assertThat(evaluate("$among('', list)", body)).isEqualTo(false);
        assertThat(evaluate("$among('', none)", body)).isEqualTo(false);
        assertThat(evaluate("$among(missing, list)", body)).isEqualTo(false);
        assertThat(evaluate("$among(n, '1, 2')", body)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "($f := function($n) { $f($n + 1) + 1 }; $f(1))",
                "($f := function($n) { $f($n + 1) }; $f(1))",
                "$sum([1..9999999])",
                "$reduce([1..60], function($text, $i) { $text & $text }, 'x')",
                "$count([1..3000].([1..3000]))",
                "$map([1..90000], function($i) { $join($map([1..1000], function($j) { 'xxxxxxxxxx' })) })",
            })
    void isCutOffWhenItRunsAway(String expression) {
        assertThatThrownBy(() -> new Evaluations(Duration.ofMillis(500)).run(() -> evaluate(expression, Map.of())))
                .isInstanceOf(Runaway.class)
                .hasMessageContaining("was cut off");
    }

    @Test
    void doesNotWaitForWhatNeverEnds() {
        Evaluations evaluations = new Evaluations(Duration.ofMillis(50));
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> evaluations.run(() -> endless(end))).isInstanceOf(Runaway.class);
        }
        assertThatThrownBy(() -> evaluations.run(() -> 1)).hasMessageContaining("had not ended");
        end.countDown();
        await().untilAsserted(() -> assertThat(evaluations.run(() -> 1)).isEqualTo(1));
    }

    private static Object endless(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return 0;
            } catch (InterruptedException _) {
                // as a loop that nobody can stop
            }
        }
    }

    @Test
    void saysWhereItDoesNotFitABody() {
        Expression.Failed failed =
                catchThrowableOfType(Expression.Failed.class, () -> evaluate("{\"a\":\n  b + 1}", Map.of("b", "x")));
        assertThat(failed.fault().line()).isEqualTo(3);
        assertThat(failed.fault().detail()).isNotBlank();
    }

    @Test
    void quotesNothingThatCannotBeKept() {
        for (String odd : new String[] {"a\0b", "\ud83d"}) {
            assertThat(catchThrowableOfType(Expression.Failed.class, () -> evaluate("$number(b)", Map.of("b", odd)))
                            .fault()
                            .detail())
                    .contains("\ufffd")
                    .doesNotContain("\0", "\ud83d");
        }
    }

    private static @Nullable Object evaluate(String expression, Object body) throws Expression.Failed {
        Declaration declaration =
                DeclarationReader.read("file", """
                tells: [incidents]
                map: |
                """ + expression.indent(2) + "authentication: basic\n");
        return declaration
                .expression()
                .evaluate(
                        body,
                        Map.of(
                                "headers", Map.of("ce-type", "type"),
                                "settings", Map.of("x", "7")));
    }
}
