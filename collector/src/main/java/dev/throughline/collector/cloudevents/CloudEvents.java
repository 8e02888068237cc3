package dev.throughline.collector.cloudevents;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.throughline.collector.cloudevents.CloudEvent.Data;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.Times;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.payload.Utf8;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the events in a request: one whose attributes are headers (binary mode), one that is the whole body (structured mode), or a list of
 * such (batched mode).
 */
public final class CloudEvents {

    /** The headers of an event in binary mode. */
    public static final Set<String> HEADERS =
            Set.of("ce-specversion", "ce-id", "ce-source", "ce-type", "ce-subject", "ce-time");

    private static final PayloadJson JSON = PayloadJson.camelCase();
    private static final String ENVELOPE = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";
    private static final String VERSION = "1.";
    private static final int MOST_EVENTS = 1000;

    private CloudEvents() {}

    /** Whether the body of this content type is an event with all its attributes, or a list of them. */
    public static boolean isEnvelope(@Nullable String contentType) {
        return mediaType(contentType).startsWith(ENVELOPE);
    }

    /** An attribute of an event from a header, as plain text; empty when the header is missing. */
    public static Optional<String> attribute(Function<String, @Nullable String> header, String name) {
        return Optional.ofNullable(header.apply("ce-" + name))
                .map(HeaderValue::read)
                .filter(value -> !value.isEmpty());
    }

    /** The identity of the event whose attributes are these headers; empty when they do not have one. */
    public static Optional<String> key(Function<String, @Nullable String> header) {
        return attribute(header, "source")
                .flatMap(source -> attribute(header, "id").map(id -> CloudEvent.key(source, id)));
    }

    /**
     * The events of a request, in their order.
     *
     * @param header finds the value of a header
     * @throws UnreadablePayload when it holds none, naming the header or the field that is wrong
     */
    public static List<CloudEvent> read(
            @Nullable String contentType, Function<String, @Nullable String> header, byte[] body) {
        if (isEnvelope(contentType)) {
            String mediaType = mediaType(contentType);
            if (!mediaType.equals(ENVELOPE) && !mediaType.equals(BATCH) && !mediaType.endsWith("+json")) {
                throw UnreadablePayload.at("Content-Type", "'%s' is not read, JSON is".formatted(mediaType));
            }
            return mediaType.startsWith(BATCH)
                    ? batch(Utf8.text(body))
                    : List.of(JSON.read(Utf8.text(body), Envelope.class).event(""));
        }
        if (attribute(header, "type").isPresent() || attribute(header, "id").isPresent()) {
            return List.of(binary(contentType, header, body));
        }
        // some senders forget the content type of structured mode
        Envelope envelope = JSON.read(Utf8.text(body), Envelope.class);
        if (envelope.specversion == null) {
            throw UnreadablePayload.at("ce-type", "is missing, and the body is not a CloudEvent itself");
        }
        return List.of(envelope.event(""));
    }

    private static List<CloudEvent> batch(String body) {
        @Nullable Envelope[] envelopes = JSON.read(body, Envelope[].class);
        if (envelopes.length > MOST_EVENTS) {
            throw UnreadablePayload.at("$", "holds more than %d events".formatted(MOST_EVENTS));
        }
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < envelopes.length; i++) {
            Envelope envelope = envelopes[i];
            if (envelope == null) {
                throw UnreadablePayload.at("[%d]".formatted(i), "is null, an object was expected");
            }
            events.add(envelope.event("[%d].".formatted(i)));
        }
        return List.copyOf(events);
    }

    private static CloudEvent binary(
            @Nullable String contentType, Function<String, @Nullable String> header, byte[] body) {
        refuseOtherVersions(attribute(header, "specversion").orElse(null), "ce-specversion");
        return new CloudEvent(
                required(attribute(header, "id").orElse(null), "ce-id"),
                required(attribute(header, "source").orElse(null), "ce-source"),
                required(attribute(header, "type").orElse(null), "ce-type"),
                attribute(header, "subject").orElse(null),
                attribute(header, "time").map(CloudEvents::time).orElse(null),
                data(contentType, body));
    }

    private static Instant time(String text) {
        return Times.read(text).orElseThrow(() -> UnreadablePayload.at("ce-time", "is not a time with its offset"));
    }

    private static Data data(@Nullable String contentType, byte[] bytes) {
        if (bytes.length == 0) {
            return new Data.None();
        }
        return isJson(contentType) ? new Data.Json(Utf8.text(bytes)) : new Data.Other(mediaType(contentType));
    }

    private static boolean isJson(@Nullable String contentType) {
        String mediaType = mediaType(contentType);
        return mediaType.isEmpty() || mediaType.endsWith("/json") || mediaType.endsWith("+json");
    }

    private static String mediaType(@Nullable String contentType) {
        String type = Objects.requireNonNullElse(contentType, "");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static void refuseOtherVersions(@Nullable String version, String field) {
        if (version != null && !version.startsWith(VERSION)) {
            throw UnreadablePayload.at(field, "is not 1.0, the only version that is read");
        }
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw UnreadablePayload.at(field, "is missing");
        }
        return value;
    }

    /** An event with all its attributes. */
    private record Envelope(
            @Nullable String specversion,
            @Nullable String id,
            @Nullable String source,
            @Nullable String type,
            @Nullable String subject,
            @Nullable Instant time,
            @Nullable String datacontenttype,
            @Nullable JsonNode data,
            @JsonProperty("data_base64") @Nullable String bytes) {

        /** @param path prefix of the names of its fields */
        CloudEvent event(String path) {
            refuseOtherVersions(specversion, path + "specversion");
            return new CloudEvent(
                    required(id, path + "id"),
                    required(source, path + "source"),
                    required(type, path + "type"),
                    subject,
                    time,
                    content(path));
        }

        private Data content(String path) {
            boolean hasData = data != null && !data.isNull();
            if (bytes != null) {
                if (hasData) {
                    throw UnreadablePayload.at(path + "data_base64", "must not be given together with data");
                }
                try {
                    return CloudEvents.data(datacontenttype, Base64.getDecoder().decode(bytes));
                } catch (IllegalArgumentException _) {
                    throw UnreadablePayload.at(path + "data_base64", "is not base 64");
                }
            }
            if (data == null || !hasData) {
                return new Data.None();
            }
            return data.isString() && !isJson(datacontenttype)
                    ? new Data.Other(mediaType(datacontenttype))
                    : new Data.Json(data.toString());
        }
    }
}
