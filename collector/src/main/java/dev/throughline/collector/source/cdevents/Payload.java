package dev.throughline.collector.source.cdevents;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The parts of the events that we read, one record per subject. Anything may be absent; everything else is skipped, including everything in
 * which versions differ: the version of the standard itself, the type of the subject, links and chains.
 */
final class Payload {

    private Payload() {}

    /** Any event; a CloudEvent that it may be in has a {@code specversion} instead of a context. */
    record Any(@Nullable Context context, @Nullable String specversion) {}

    record Context(
            @Nullable String id,
            @Nullable String source,
            @Nullable String type,
            @Nullable Instant timestamp) {}

    /** {@code id}, {@code source} and content of a subject. */
    record Subject<C>(
            @Nullable String id,
            @Nullable String source,
            @Nullable C content) {}

    record Reference(@Nullable String id) {}

    record Service(
            @Nullable Subject<ServiceContent> subject,
            @Nullable JsonNode customData) {}

    record ServiceContent(
            @Nullable Reference environment, @Nullable String artifactId) {}

    record Incident(@Nullable Subject<IncidentContent> subject) {}

    record IncidentContent(
            @Nullable String description,
            @Nullable Reference environment,
            @Nullable Reference service,
            @JsonProperty("ticketURI") @Nullable String ticket) {}

    record PipelineRun(
            @Nullable Subject<PipelineRunContent> subject,
            @Nullable JsonNode customData) {}

    /** Up to 0.3 its page was named {@code url}. */
    record PipelineRunContent(
            @Nullable String pipelineName,
            @Nullable String outcome,
            @Nullable String uri,
            @Nullable String url) {

        @Nullable
        String page() {
            return uri == null ? url : uri;
        }
    }

    record Ticket(@Nullable Subject<TicketContent> subject) {}

    record TicketContent(
            @Nullable String summary,
            @Nullable String ticketType,
            @Nullable String group,
            @Nullable List<@Nullable String> labels,
            @Nullable String uri,
            @Nullable String resolution) {}
}
