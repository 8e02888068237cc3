package dev.throughline.collector.report;

import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident in its current state.
 *
 * @param resolvedAt null while it is open
 * @param causedBy deployments, by our id or by their sender's, and commits
 */
record IncidentReport(
        Subject subject,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        String title,
        List<String> causedBy,
        @Nullable String url)
        implements SourceReport {

    private static final int MOST_CAUSES = 100;

    static IncidentReport of(Subject subject, Fields fields) {
        Instant openedAt = fields.time("opened_at");
        // accepted, but not used
        fields.maybeWord("severity", LONGEST_NAME);
        return new IncidentReport(
                subject,
                openedAt,
                fields.maybeTime("resolved_at").orElse(null),
                fields.maybeText("title", LONGEST_TITLE).orElse(""),
                fields.names("caused_by", MOST_CAUSES, LONGEST_NAME),
                fields.maybeAddress("url", LONGEST_URL).orElse(null));
    }

    @Override
    public UUID id() {
        return incident(new Statement(openedAt, "")).id();
    }

    @Override
    public List<Fact> facts(Statement statement) {
        return List.of(incident(statement));
    }

    private Incident incident(Statement statement) {
        return new Incident(
                new Entry(subject.repository(), subject.id(), null, title, url, List.of()),
                Incident.Kind.INCIDENT,
                false,
                openedAt,
                resolvedAt,
                Incident.Causes.reported(causedBy),
                statement);
    }
}
