package dev.throughline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident, see {@link ListedIncident}.
 *
 * @param verdicts what people said about it, oldest first; left out in lists
 * @param pending in the answer to a verdict: whether the numbers still follow; left out elsewhere
 */
record IncidentItem(
        UUID id,
        @Nullable String service,
        String source,
        String externalId,
        @Nullable Long number,
        @Nullable String url,
        String title,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable UUID deployment,
        @Nullable String linkedBy,
        @Nullable String excluded,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VerdictItem> verdicts,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean pending) {

    static IncidentItem of(ListedIncident incident) {
        return new IncidentItem(
                incident.id(),
                incident.service(),
                incident.source(),
                incident.externalId(),
                incident.number(),
                incident.url(),
                incident.title(),
                incident.openedAt(),
                incident.resolvedAt(),
                incident.deployment(),
                Term.wordOf(incident.linkedBy()),
                Term.wordOf(incident.excluded()),
                null,
                null);
    }

    /** The same with what people said about it, which lists leave out. */
    IncidentItem with(List<Verdict> said) {
        return with(said, null);
    }

    /** The same as the answer to a verdict. */
    IncidentItem with(List<Verdict> said, @Nullable Boolean isPending) {
        return new IncidentItem(
                id,
                service,
                source,
                externalId,
                number,
                url,
                title,
                openedAt,
                resolvedAt,
                deployment,
                linkedBy,
                excluded,
                VerdictItem.of(said),
                isPending);
    }
}
