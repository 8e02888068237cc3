package dev.throughline.server.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns rows of the table {@code events_raw} of Four Keys into lines of an archive: each webhook becomes a delivery again, received when it
 * happened. Counts the outcomes.
 */
final class FourKeysRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int SHOWN = 20;

    /** Four Keys' own name for a source, if ours is different. */
    private static final Map<String, String> OURS = Map.of("cloud_build", "cloud-build");

    private final Set<String> sources;
    private final Map<String, Long> taken = new TreeMap<>();
    private final Map<String, Long> left = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long bad;

    /** @param sources names of the sources that the server reads */
    FourKeysRows(Set<String> sources) {
        this.sources = sources;
    }

    /** The delivery in a row, as a line; empty when it cannot be read here. */
    Optional<String> read(long number, String row) {
        JsonNode node;
        try {
            node = JSON.readTree(row);
        } catch (JacksonException e) {
            return wrong(number, "it is not a JSON object");
        }
        String source = text(node, "source");
        String event = text(node, "event_type");
        String metadata = text(node, "metadata");
        if (source == null || metadata == null) {
            return wrong(number, "%s is missing".formatted(source == null ? "source" : "metadata"));
        }
        String ours = OURS.getOrDefault(source, source);
        String kind = "%s %s".formatted(source, event == null ? "(no event)" : event);
        if (!sources.contains(ours)) {
            left.merge(kind, 1L, Long::sum);
            return Optional.empty();
        }
        Instant at = Times.read(text(node, "time_created"));
        if (at == null) {
            return wrong(number, "time_created is no time");
        }
        taken.merge(kind, 1L, Long::sum);
        return Optional.of(line(ours, event == null ? "" : event, key(node, metadata), at, metadata));
    }

    private static String line(String source, String event, String key, Instant at, String metadata) {
        Map<String, Object> delivery = new LinkedHashMap<>();
        delivery.put("source", source);
        delivery.put("key", key);
        delivery.put(
                "event", MessageChunks.cut(event.replaceAll("\\p{Cntrl}", "").strip(), 200));
        delivery.put("content_type", "application/json");
        if (source.equals("tekton")) {
            // the time of the event stands in a header alone
            delivery.put("headers", Map.of("ce-time", at.toString()));
        }
        delivery.put("received_at", at.toString());
        delivery.put("body", metadata);
        return JSON.writeValueAsString(Map.of("delivery", delivery));
    }

    /** The same for every export: the signature of the body where there is one, since a message has a new id when it is sent again. */
    private static String key(JsonNode row, String metadata) {
        String signature = text(row, "signature");
        String message = text(row, "msg_id");
        String known = signature != null ? signature : message != null ? message : metadata;
        return "fourkeys-" + Reports.hash(text(row, "source") + "\n" + known);
    }

    private static @Nullable String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        String text = value.isString()
                ? value.stringValue()
                : value.isNumber() ? value.asString() : value.isObject() ? value.toString() : "";
        return text.isBlank() ? null : text;
    }

    private Optional<String> wrong(long number, String why) {
        bad++;
        if (wrong.size() < SHOWN) {
            wrong.add("line %d: %s".formatted(number, why));
        }
        return Optional.empty();
    }

    /** How many rows there are of each source and event that became deliveries. */
    Map<String, Long> taken() {
        return taken;
    }

    /** The same of those of sources that are not read here. */
    Map<String, Long> left() {
        return left;
    }

    /** The first invalid rows, by their line. */
    List<String> wrong() {
        return wrong;
    }

    /** How many rows are invalid. */
    long bad() {
        return bad;
    }
}
