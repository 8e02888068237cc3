package dev.throughline.collector.source.declared;

import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.report.BadBody;
import dev.throughline.collector.report.Telling;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the result of an expression: lists of reports by their kind, or why there are none. */
final class Reports {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String IGNORED = "ignored";
    private static final String RESULT = "map";
    private static final int LONGEST_REASON = 500;

    private final Telling telling;

    Reports(Telling telling) {
        this.telling = telling;
    }

    /**
     * The result for an event.
     *
     * @param key identifies the event
     * @param at the time at which its content was true, unless a report states one
     */
    Normalization read(@Nullable Object made, String key, Instant at) {
        if (made == null) {
            return new Ignored("the expression makes nothing of it");
        }
        JsonNode result;
        try {
            result = JSON.valueToTree(made);
        } catch (JacksonException | IllegalArgumentException e) {
            return new Malformed(RESULT, "makes something that is no JSON");
        }
        if (!result.isObject()) {
            return new Malformed(RESULT, "has to make an object with lists such as incidents, or nothing");
        }
        List<Fact> facts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> list : result.properties()) {
            if (list.getKey().equals(IGNORED)) {
                continue;
            }
            Optional<Telling.Kind> kind = Telling.Kind.inList(list.getKey());
            if (kind.isEmpty()) {
                return new Malformed(
                        RESULT,
                        "makes '%s', which is none of deployments, incidents, changes, comments, ignored"
                                .formatted(shown(list.getKey())));
            }
            List<JsonNode> reports = reports(list.getValue());
            for (int i = 0; i < reports.size(); i++) {
                try {
                    facts.addAll(telling.facts(kind.get(), reports.get(i), key, at));
                } catch (BadBody e) {
                    BadBody.Error first = e.errors().getFirst();
                    return new Malformed(
                            "%s[%d]%s".formatted(list.getKey(), i, path(first)), "should be " + first.expected());
                }
            }
        }
        return facts.isEmpty() ? new Ignored(reason(result)) : new Facts(facts);
    }

    /** A single item counts as a list of one: JSONata makes no difference. */
    private static List<JsonNode> reports(JsonNode list) {
        return list.isArray()
                ? StreamSupport.stream(list.spliterator(), false).toList()
                : list.isNull() ? List.of() : List.of(list);
    }

    private static String path(BadBody.Error error) {
        return error.parameter().equals("$") ? "" : "." + error.parameter();
    }

    private static String reason(JsonNode result) {
        JsonNode reason = result.path(IGNORED);
        return reason.isString() && !reason.stringValue().isBlank()
                ? shown(reason.stringValue())
                : "the expression makes nothing of it";
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return PayloadJson.storable(line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…");
    }
}
