package dev.throughline.collector.source.github;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts about issues and the comments on them. */
final class Issues {

    private static final Set<String> GONE = Set.of("deleted", "transferred");

    private final Set<String> incidentLabels;

    /** @param incidentLabels an issue with one of these labels, or of a type of this name, is an incident; in lower case */
    Issues(Collection<String> incidentLabels) {
        this.incidentLabels = Set.copyOf(incidentLabels);
    }

    /** The facts of an issue in its current state. */
    List<Fact> told(Payload.Issues payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Issue issue = Field.of(payload.issue(), "issue");
        Instant openedAt = Field.of(issue.createdAt(), "issue.created_at");
        Instant statedAt = Objects.requireNonNullElse(issue.updatedAt(), openedAt);
        String title = Objects.requireNonNullElse(issue.title(), "");
        List<String> labels = Entry.labels(issue.labels(), Payload.Label::name);
        boolean isCalledIncident = Stream.concat(labels.stream(), type(issue)).anyMatch(incidentLabels::contains);
        return List.of(
                Repositories.name(repository, origin, statedAt),
                new Incident(
                        new Entry(
                                Repositories.id(repository),
                                Field.of(issue.id(), "issue.id").toString(),
                                Field.of(issue.number(), "issue.number"),
                                title,
                                Addresses.page(issue.htmlUrl()),
                                labels),
                        isCalledIncident ? kind(issue) : Kind.ISSUE,
                        payload.action() != null && GONE.contains(payload.action()),
                        openedAt,
                        resolvedAt(issue, statedAt),
                        Causes.declared(Mentions.causes(
                                Repositories.place(repository), title, Objects.requireNonNullElse(issue.body(), ""))),
                        new Statement(statedAt, origin.key())));
    }

    /** Bots quote and guess; and a comment that never declared anything can be ignored. */
    static List<Fact> commented(Payload.IssueComment payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        Payload.Issue issue = Field.of(payload.issue(), "issue");
        Payload.Comment comment = Field.of(payload.comment(), "comment");
        Instant createdAt = Field.of(comment.createdAt(), "comment.created_at");
        Instant statedAt = Objects.requireNonNullElse(comment.updatedAt(), createdAt);
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin, statedAt)));
        List<Cause> causes =
                Mentions.causes(Repositories.place(repository), Objects.requireNonNullElse(comment.body(), ""));
        boolean isNothing = causes.isEmpty() && "created".equals(payload.action());
        if (issue.pullRequest() == null && !isNothing) {
            facts.add(new IncidentComment(
                    Repositories.id(repository),
                    Field.of(issue.id(), "issue.id").toString(),
                    Field.of(comment.id(), "comment.id").toString(),
                    causes,
                    "deleted".equals(payload.action()),
                    new Statement(statedAt, origin.key())));
        }
        return facts;
    }

    private static Stream<String> type(Payload.Issue issue) {
        return Optional.ofNullable(issue.type()).map(Payload.IssueType::name).stream()
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** What is marked as an incident is one, unless it is closed as something else. */
    private static Kind kind(Payload.Issue issue) {
        if (!"closed".equalsIgnoreCase(issue.state())) {
            return Kind.INCIDENT;
        }
        return switch (Objects.requireNonNullElse(issue.stateReason(), "").toLowerCase(Locale.ROOT)) {
            case "not_planned" -> Kind.NOT_PLANNED;
            case "duplicate" -> Kind.DUPLICATE;
            default -> Kind.INCIDENT;
        };
    }

    private static @Nullable Instant resolvedAt(Payload.Issue issue, Instant statedAt) {
        if (issue.closedAt() != null) {
            return "open".equalsIgnoreCase(issue.state()) ? null : issue.closedAt();
        }
        return "closed".equalsIgnoreCase(issue.state()) ? statedAt : null;
    }
}
