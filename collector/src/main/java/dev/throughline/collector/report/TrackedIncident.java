package dev.throughline.collector.report;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Causes;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incident of a pager or a tracker, which knows neither repositories nor services: the configuration decides its service from what it
 * concerns.
 *
 * @param about keys and names of what it concerns, most reliable first
 * @param openedAt null when unknown: then another delivery has it
 * @param text its description, which may name a root cause, like the title
 * @param causedBy root causes in their own fields
 */
record TrackedIncident(
        String id,
        List<String> about,
        Incident.Kind kind,
        boolean isDeleted,
        @Nullable Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable Long number,
        String title,
        String text,
        List<String> causedBy,
        List<String> labels,
        @Nullable String url) {

    private static final int MOST_ABOUT = 50;
    private static final int MOST_CAUSES = 100;
    private static final int MOST_LABELS = 100;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final Place NOWHERE = new Place("", "");

    static TrackedIncident of(Fields fields) {
        List<String> about = new ArrayList<>();
        fields.maybeName("service", SourceReport.LONGEST_NAME).ifPresent(about::add);
        about.addAll(fields.foundBy("about", MOST_ABOUT, SourceReport.LONGEST_NAME));
        // accepted, but not used
        fields.maybeWord("severity", SourceReport.LONGEST_NAME);
        return new TrackedIncident(
                fields.word("id", SourceReport.LONGEST_NAME),
                about,
                kind(fields),
                fields.maybeTruth("deleted").orElse(false),
                fields.maybeTime("opened_at").orElse(null),
                fields.maybeTime("resolved_at").orElse(null),
                fields.maybeNumber("number").orElse(null),
                fields.maybeShown("title", SourceReport.LONGEST_TITLE).orElse(""),
                fields.maybeShown("text", LONGEST_TEXT).orElse(""),
                fields.names("caused_by", MOST_CAUSES, SourceReport.LONGEST_NAME),
                fields.foundBy("labels", MOST_LABELS, SourceReport.LONGEST_NAME),
                fields.maybeShownAddress("url", SourceReport.LONGEST_URL).orElse(null));
    }

    /** Something that is not an incident is still reported if it may have been one before. */
    private static Incident.Kind kind(Fields fields) {
        Incident.Kind closed = fields.maybeOneOf(
                        "closed_as", "not_planned or duplicate", TrackedIncident::kind, Incident.Kind.INCIDENT)
                .orElse(Incident.Kind.INCIDENT);
        return fields.maybeTruth("is_incident").orElse(true) ? closed : Incident.Kind.ISSUE;
    }

    private static Optional<Incident.Kind> kind(String word) {
        return switch (word) {
            case "not_planned" -> Optional.of(Incident.Kind.NOT_PLANNED);
            case "duplicate" -> Optional.of(Incident.Kind.DUPLICATE);
            default -> Optional.empty();
        };
    }

    /** Root causes that a text declares, in a system whose numbers are no changes. */
    static List<Cause> causes(String title, String text) {
        return Mentions.causes(NOWHERE, title, text);
    }

    /** @param account represents the system that has it */
    Incident incident(RepositoryId account, Statement statement) {
        return new Incident(
                new Entry(account, id, number, title, url, Entry.labels(labels)),
                kind,
                isDeleted,
                about,
                openedAt,
                resolvedAt,
                causedBy.isEmpty() ? Causes.declared(causes(title, text)) : Causes.reported(causedBy),
                statement);
    }
}
