package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.proof.Secret;
import dev.throughline.engine.glob.Glob;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How CDEvents are read.
 *
 * @param secret tokens and signing keys of the senders, each of them valid; without any, every delivery is refused
 * @param pipelines pipelines whose runs are deployments; the first that matches counts
 * @param incidentTickets tickets of one of these types, ignoring case, are incidents
 */
record CDEventsProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue List<Pipeline> pipelines,
        @DefaultValue List<String> incidentTickets) {

    CDEventsProperties {
        secret = List.copyOf(secret);
        pipelines = List.copyOf(pipelines);
        incidentTickets = incidentTickets.stream().map(String::strip).toList();
    }

    /** What the runs of a pipeline of this name deploy. */
    Optional<Pipeline> pipeline(String name) {
        return pipelines.stream()
                .filter(pipeline -> Glob.ofNames(pipeline.pipeline).matches(name))
                .findFirst();
    }

    boolean isIncident(String ticketType) {
        return incidentTickets.stream().anyMatch(ticketType.strip()::equalsIgnoreCase);
    }

    /**
     * A pipeline that deploys.
     *
     * @param pipeline its name, or a glob of names, ignoring case
     * @param service what it deploys; if absent, it has the name of the pipeline
     * @param environment where to
     */
    record Pipeline(
            String pipeline,
            @Nullable String service,
            @DefaultValue("production") String environment) {}
}
