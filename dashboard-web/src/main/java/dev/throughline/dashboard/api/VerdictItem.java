package dev.throughline.dashboard.api;

import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person said about a deployment or an incident.
 *
 * @param field failed, unplanned, excluded or caused_by
 * @param value true, false, a list for caused_by, or null, which withdraws what was said before
 * @param reason why; null when no reason was given
 * @param actor who
 * @param at when
 */
record VerdictItem(
        String field, @Nullable Object value, @Nullable String reason, String actor, Instant at) {

    static List<VerdictItem> of(List<Verdict> verdicts) {
        return verdicts.stream().map(VerdictItem::of).toList();
    }

    private static VerdictItem of(Verdict verdict) {
        List<Cause> causes = verdict.word().causes();
        return new VerdictItem(
                verdict.word().field().word(),
                causes == null
                        ? verdict.word().truth()
                        : causes.stream().map(Cause::word).toList(),
                verdict.reason(),
                verdict.actor(),
                verdict.at());
    }
}
