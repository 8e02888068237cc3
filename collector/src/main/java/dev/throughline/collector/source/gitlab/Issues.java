package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Causes;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Facts about issues and the notes on them. */
final class Issues {

    private static final Set<String> EPICS = Set.of("epic", "objective", "key result");

    private final Set<String> incidentLabels;

    /** @param incidentLabels an issue with one of these labels, or of a type of this name, is an incident; in lower case */
    Issues(Collection<String> incidentLabels) {
        this.incidentLabels = Set.copyOf(incidentLabels);
    }

    /** The facts of an issue in its current state. */
    Normalization told(Payload.Issue payload, Origin origin) {
        if (payload.project() == null) {
            return new Ignored("an issue of a group without a project is not an incident");
        }
        Payload.IssueState issue = Field.of(payload.objectAttributes(), "object_attributes");
        return told(
                payload,
                "object_attributes",
                issue,
                Entry.labels(issue.labels() == null ? payload.labels() : issue.labels(), Payload.Label::title),
                origin);
    }

    /** The facts of an issue read by API. */
    Normalization listed(Payload project, ApiPayload.IssueState listed, boolean isPromoted, Origin origin) {
        Payload.IssueState issue = listed.asInWebhook(isPromoted);
        return told(project, "issue", issue, Entry.labels(issue.labels(), Payload.Label::title), origin);
    }

    private Normalization told(
            Payload payload, String path, Payload.IssueState issue, List<String> labels, Origin origin) {
        Instant openedAt = Field.of(issue.createdAt(), path + ".created_at");
        Instant statedAt = Objects.requireNonNullElse(issue.updatedAt(), openedAt);
        String title = Objects.requireNonNullElse(issue.title(), "");
        String type = Objects.requireNonNullElse(issue.type(), "").toLowerCase(Locale.ROOT);
        boolean isCalledIncident =
                Stream.concat(labels.stream(), Stream.of(type)).anyMatch(incidentLabels::contains);
        return new Facts(List.of(
                Repositories.name(payload, origin, statedAt),
                new Incident(
                        new Entry(
                                Repositories.id(payload, origin),
                                Field.of(issue.id(), path + ".id").toString(),
                                Field.of(issue.iid(), path + ".iid"),
                                title,
                                Addresses.page(issue.url()),
                                labels),
                        isCalledIncident ? kind(issue, type) : Kind.ISSUE,
                        false,
                        openedAt,
                        isClosed(issue) ? Objects.requireNonNullElse(issue.closedAt(), statedAt) : null,
                        Causes.declared(Mentions.causes(
                                Repositories.place(payload, origin),
                                title,
                                Objects.requireNonNullElse(issue.description(), ""))),
                        new Statement(statedAt, origin.key()))));
    }

    /** Only by its state: GitLab's escalation status stays resolved when an incident is reopened. */
    private static boolean isClosed(Payload.IssueState issue) {
        return "closed".equals(issue.state());
    }

    /** What is marked as an incident is one, unless it is closed as something else. */
    private static Kind kind(Payload.IssueState issue, String type) {
        if (EPICS.contains(type) || isClosed(issue) && issue.promotedToEpicId() != null) {
            return Kind.PROMOTED;
        }
        if (isClosed(issue) && issue.movedToId() != null) {
            return Kind.MOVED;
        }
        return isClosed(issue) && issue.duplicatedToId() != null ? Kind.DUPLICATE : Kind.INCIDENT;
    }

    /** A comment that never declared anything can be ignored. */
    static Normalization commented(Payload payload, Payload.NoteState note, Origin origin) {
        Instant createdAt = Field.of(note.createdAt(), "object_attributes.created_at");
        Instant statedAt = Objects.requireNonNullElse(note.updatedAt(), createdAt);
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(payload, origin, statedAt)));
        List<Cause> causes =
                Mentions.causes(Repositories.place(payload, origin), Objects.requireNonNullElse(note.note(), ""));
        String action = Objects.requireNonNullElse(note.action(), "create");
        if (!causes.isEmpty() || !action.equals("create")) {
            facts.add(new IncidentComment(
                    Repositories.id(payload, origin),
                    Field.of(note.noteableId(), "object_attributes.noteable_id").toString(),
                    Field.of(note.id(), "object_attributes.id").toString(),
                    causes,
                    action.equals("delete") || action.equals("destroy"),
                    new Statement(statedAt, origin.key())));
        }
        return new Facts(facts);
    }
}
