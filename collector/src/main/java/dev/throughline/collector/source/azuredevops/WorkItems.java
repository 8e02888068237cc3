package dev.throughline.collector.source.azuredevops;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Notation;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Causes;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Work items, some types of which are incidents. They belong to a project, which counts as a repository without commits. */
final class WorkItems {

    private static final String DELETED = "workitem.deleted";
    private static final Set<String> GONE_OR_BACK = Set.of(DELETED, "workitem.restored");

    private final PayloadJson json;
    private final Set<String> incidentTypes;
    private final Set<String> resolvedStates;

    /** A work item as an event reports it. */
    private record Told(
            long id,
            @Nullable String oldType,
            Payload.Fields fields,
            Stream<@Nullable String> addresses,
            @Nullable String page) {}

    WorkItems(PayloadJson json, AzureDevOpsProperties properties) {
        this.json = json;
        this.incidentTypes = Set.copyOf(properties.incidentTypes());
        this.resolvedStates = Set.copyOf(properties.resolvedStates());
    }

    Normalization read(String type, Payload.Event event, String body, Origin origin) {
        Told told = type.equals("workitem.updated")
                ? told(json.read(body, Payload.WorkItemUpdate.class))
                : told(json.read(body, Payload.WorkItem.class));
        if (told == null) {
            return AzureDevOpsEventConverter.withheld();
        }
        String kind = Field.of(told.fields.type(), "System.WorkItemType");
        if (!isIncident(kind) && !isIncident(told.oldType)) {
            return new Ignored("a work item of the type '" + kind + "' is no incident");
        }
        RepositoryId project = new RepositoryId(
                AzureDevOpsSource.NAME,
                Repositories.host(Stream.concat(told.addresses, addresses(event)))
                        .orElseThrow(() -> UnreadablePayload.at("resource.url", "is no address of http")),
                projectId(event));
        String name = Field.of(told.fields.project(), "System.TeamProject");
        Place place = new Place(project.host(), name, Notation.APART);
        List<Fact> facts = new ArrayList<>(List.of(
                new RepositoryName(project, name, origin.at()),
                incident(type, told, isIncident(kind), project, place, origin)));
        comment(told, project, place, origin, facts);
        return new Facts(facts);
    }

    private static @Nullable Told told(Payload.WorkItem payload) {
        Payload.WorkItemResource resource = payload.resource();
        return resource == null
                        || resource.fields() == null
                        || resource.fields().type() == null
                ? null
                : new Told(
                        Field.of(resource.id(), "resource.id"),
                        null,
                        resource.fields(),
                        Stream.of(resource.url()),
                        page(resource.links()));
    }

    private static @Nullable Told told(Payload.WorkItemUpdate payload) {
        Payload.WorkItemUpdateResource resource = payload.resource();
        if (resource == null || resource.revision() == null) {
            return null;
        }
        Payload.Revision revision = resource.revision();
        return new Told(
                Field.of(revision.id() == null ? resource.workItemId() : revision.id(), "resource.revision.id"),
                resource.fields() == null || resource.fields().type() == null
                        ? null
                        : resource.fields().type().oldValue(),
                Field.of(revision.fields(), "resource.revision.fields"),
                Stream.of(resource.url()),
                page(resource.links()));
    }

    private static @Nullable String page(Payload.@Nullable Links links) {
        return links == null || links.html() == null
                ? null
                : Addresses.page(links.html().href());
    }

    private static Stream<@Nullable String> addresses(Payload.Event event) {
        Payload.Containers containers = event.resourceContainers();
        return containers == null
                ? Stream.of()
                : Stream.of(containers.project(), containers.collection())
                        .filter(Objects::nonNull)
                        .map(Payload.Container::baseUrl);
    }

    private static String projectId(Payload.Event event) {
        Payload.Containers containers = Field.of(event.resourceContainers(), "resourceContainers");
        return Field.of(
                Field.of(containers.project(), "resourceContainers.project").id(), "resourceContainers.project.id");
    }

    private boolean isIncident(@Nullable String type) {
        return type != null && incidentTypes.contains(type.toLowerCase(Locale.ROOT));
    }

    private Incident incident(
            String event, Told told, boolean isIncident, RepositoryId project, Place place, Origin origin) {
        Payload.Fields fields = told.fields;
        String title = Objects.requireNonNullElse(fields.title(), "");
        Instant changedAt = Objects.requireNonNullElse(fields.changedAt(), origin.at());
        // deleting or restoring may not be a change of the item, and comes after its last one
        Instant statedAt = GONE_OR_BACK.contains(event) && origin.at().isAfter(changedAt) ? origin.at() : changedAt;
        // what is deleted may be restored
        boolean counts = isIncident && !event.equals(DELETED);
        return new Incident(
                new Entry(project, Long.toString(told.id), told.id, title, told.page, labels(fields)),
                !counts ? Kind.ISSUE : isRemoved(fields) ? Kind.NOT_PLANNED : Kind.INCIDENT,
                false,
                Field.of(fields.createdAt(), "System.CreatedDate"),
                resolvedAt(fields, changedAt),
                Causes.declared(Mentions.causes(place, title, Objects.requireNonNullElse(fields.description(), ""))),
                new Statement(statedAt, origin.key()));
    }

    private static boolean isRemoved(Payload.Fields fields) {
        return "Removed".equalsIgnoreCase(fields.state());
    }

    /** The first of the times at which it is reported to be over. */
    private @Nullable Instant resolvedAt(Payload.Fields fields, Instant changedAt) {
        String state = Objects.requireNonNullElse(fields.state(), "").toLowerCase(Locale.ROOT);
        return resolvedStates.contains(state) || isRemoved(fields)
                ? Stream.of(fields.resolvedAt(), fields.closedAt(), fields.stateChangedAt(), changedAt)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(changedAt)
                : null;
    }

    /** Its tags and its area. */
    private static List<String> labels(Payload.Fields fields) {
        List<String> labels = new ArrayList<>();
        for (String tag : Objects.requireNonNullElse(fields.tags(), "").split(";")) {
            labels.add(tag.strip().toLowerCase(Locale.ROOT));
        }
        if (fields.area() != null) {
            labels.add(fields.area().toLowerCase(Locale.ROOT));
        }
        return labels.stream().filter(label -> !label.isEmpty()).distinct().toList();
    }

    /** What a comment declares; its number is that of the revision, which the time identifies just as well. */
    private static void comment(Told told, RepositoryId project, Place place, Origin origin, List<Fact> facts) {
        List<Cause> causes = Mentions.causes(place, Objects.requireNonNullElse(told.fields.comment(), ""));
        if (!causes.isEmpty()) {
            Instant at = Objects.requireNonNullElse(told.fields.changedAt(), origin.at());
            facts.add(new IncidentComment(
                    project,
                    Long.toString(told.id),
                    told.id + "@" + at,
                    causes,
                    false,
                    new Statement(at, origin.key())));
        }
    }

    /** A number that is closed is a work item of the project, not of a repository. */
    static Claims closing(Claims claims, Place place) {
        String project = place.repository().substring(0, place.repository().lastIndexOf('/'));
        return new Claims(
                claims.revertsChanges(),
                claims.revertsCommits(),
                claims.revertsTitle(),
                claims.closesIssues().stream()
                        .map(issue -> issue.startsWith("#")
                                ? (place.host() + "/" + project).toLowerCase(Locale.ROOT) + issue
                                : issue)
                        .toList(),
                claims.fixesIncidents());
    }
}
