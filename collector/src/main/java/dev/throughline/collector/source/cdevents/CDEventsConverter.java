package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.catalog.Catalog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a CDEvent into facts. */
final class CDEventsConverter {

    private static final PayloadJson JSON = PayloadJson.camelCase();

    private final Deployments deployments;
    private final Incidents incidents;

    CDEventsConverter(CDEventsProperties properties, Catalog catalog) {
        deployments = new Deployments(properties);
        incidents = new Incidents(properties, catalog);
    }

    /** Whether this is not a CDEvent itself but a CloudEvent that contains one. */
    static boolean isCloudEvent(String json) {
        Payload.Any any = JSON.read(json, Payload.Any.class);
        return any.context() == null && any.specversion() != null;
    }

    Normalization convert(String json) {
        return Normalization.of(() -> {
            Payload.Context context =
                    Field.of(JSON.read(json, Payload.Any.class).context(), "context");
            String said = Field.of(context.type(), "context.type");
            Optional<EventType> type = EventType.of(said);
            if (type.isEmpty()) {
                return new Ignored("'%s' is not a CDEvent".formatted(said));
            }
            if (!type.get().isKnown()) {
                return new Ignored("'%s' is newer than what is read: 0.x".formatted(said));
            }
            return convert(type.get(), context, json);
        });
    }

    private Normalization convert(EventType type, Payload.Context context, String json) {
        return switch (type.what()) {
            case "service.deployed", "service.upgraded" ->
                deployments.deployed(JSON.read(json, Payload.Service.class), Origin.of(context), false);
            case "service.rolledback" ->
                deployments.deployed(JSON.read(json, Payload.Service.class), Origin.of(context), true);
            case "pipelinerun.finished" ->
                deployments.ran(JSON.read(json, Payload.PipelineRun.class), Origin.of(context));
            case "incident.detected", "incident.reported" ->
                incidents.opened(JSON.read(json, Payload.Incident.class), Origin.of(context));
            case "incident.resolved" -> incidents.resolved(JSON.read(json, Payload.Incident.class), Origin.of(context));
            case "ticket.created" -> incidents.ticketCreated(JSON.read(json, Payload.Ticket.class), Origin.of(context));
            case "ticket.closed" -> incidents.ticketClosed(JSON.read(json, Payload.Ticket.class), Origin.of(context));
            case "ticket.updated" -> new Ignored("an update does not say whether the ticket is open");
            case "service.removed", "service.published" -> new Ignored("nothing is deployed by " + type.what());
            case "change.merged" ->
                new Ignored("it names no commit: connect the forge, or report the change to /api/v1/changes");
            default -> new Ignored("nothing is measured from " + type.what());
        };
    }

    /** The id of the subject, which must be present. */
    static String id(Payload.@Nullable Subject<?> subject) {
        return Text.required(Field.of(subject, "subject").id(), "subject.id");
    }

    /** The content of the subject, which must be present. */
    static <C> C content(Payload.@Nullable Subject<C> subject) {
        return Field.of(Field.of(subject, "subject").content(), "subject.content");
    }
}
