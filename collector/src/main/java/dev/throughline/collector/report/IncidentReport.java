package dev.throughline.collector.report;

import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it stands.
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
    private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f-]+");

    static IncidentReport of(Subject subject, Fields fields) {
        Instant openedAt = fields.time("opened_at");
        // nothing is made of it
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
                Incident.Causes.reported(readings(causedBy)),
                statement);
    }

    /** Hashes and our own ids are kept in lower case, ids of senders as they are: a word may be either. */
    static List<String> readings(List<String> causes) {
        return causes.stream()
                .flatMap(cause -> HEX.matcher(cause).matches()
                        ? Stream.of(cause, cause.toLowerCase(Locale.ROOT))
                        : Stream.of(cause))
                .distinct()
                .toList();
    }
}
