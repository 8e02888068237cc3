package dev.throughline.dashboard.page.verdict;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.Word;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One verdict of the trail.
 *
 * @param reason empty when none was given
 */
public record VerdictView(Moment at, String actor, String words, String reason) {

    static VerdictView of(Verdict verdict, ZoneId zone) {
        return new VerdictView(
                Moment.of(verdict.at(), zone),
                verdict.actor(),
                words(verdict.word()),
                verdict.reason() == null ? "" : verdict.reason());
    }

    private static String words(Word word) {
        Boolean truth = word.truth();
        return switch (word.field()) {
            case FAILED ->
                truth == null
                        ? Choice.FAILURE_BY_RULES.label()
                        : truth ? Choice.FAILED.label() : Choice.DID_NOT_FAIL.label();
            case UNPLANNED ->
                truth == null
                        ? Choice.REPAIR_BY_RULES.label()
                        : truth ? Choice.UNPLANNED.label() : Choice.PLANNED.label();
            case EXCLUDED -> Boolean.TRUE.equals(truth) ? "Left out" : "Counts again";
            case CAUSED_BY -> causes(word.causes());
        };
    }

    private static String causes(@Nullable List<Cause> causes) {
        if (causes == null) {
            return Choice.CAUSE_BY_RULES.label();
        }
        return causes.isEmpty()
                ? Choice.NO_CAUSE.label()
                : "Its cause is " + causes.stream().map(Cause::word).collect(Collectors.joining(", "));
    }
}
