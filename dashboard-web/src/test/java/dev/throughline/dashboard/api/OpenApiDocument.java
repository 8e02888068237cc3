package dev.throughline.dashboard.api;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OpenAPI document that answers can be held against: as much of JSON Schema as ours uses, and strict about names. */
final class OpenApiDocument {

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode document;

    OpenApiDocument(String json) {
        document = JSON.readTree(json);
    }

    Set<String> paths() {
        return Set.copyOf(names(document.get("paths")));
    }

    /** Every name that a client has to spell: of parameters and of properties. */
    List<String> spelledNames() {
        return Stream.concat(
                        document.findValues("parameters").stream()
                                .flatMap(JsonNode::valueStream)
                                .map(parameter -> parameter.get("name").asString()),
                        document.findValues("properties").stream().flatMap(properties -> names(properties).stream()))
                .distinct()
                .toList();
    }

    /** Names of the parameters of an operation. */
    List<String> parameters(String path, String method) {
        return document.get("paths")
                .get(path)
                .get(method)
                .get("parameters")
                .valueStream()
                .map(parameter -> parameter.get("name").asString())
                .toList();
    }

    /** What an answer has that the document does not promise, or lacks that it does. Empty when it keeps the promise. */
    List<String> broken(String path, String method, String status, String mediaType, String answer) {
        JsonNode schema = document.get("paths")
                .get(path)
                .get(method)
                .get("responses")
                .get(status)
                .get("content")
                .get(mediaType)
                .get("schema");
        List<String> broken = new ArrayList<>();
        check(schema, JSON.readTree(answer), "$", broken);
        return broken;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> broken) {
        if (schema.has("$ref")) {
            check(document.at(schema.get("$ref").asString().substring(1)), value, at, broken);
        } else if (schema.has("anyOf")) {
            boolean fits = schema.get("anyOf").valueStream().anyMatch(choice -> {
                List<String> inner = new ArrayList<>();
                check(choice, value, at, inner);
                return inner.isEmpty();
            });
            require(fits, at + " fits none of its schemas: " + value, broken);
        } else {
            String type = typeOf(value);
            Set<String> types = types(schema);
            require(
                    types.contains(type) || type.equals("integer") && types.contains("number"),
                    at + " is " + type + ", not " + types,
                    broken);
            checkInside(schema, value, at, broken);
        }
    }

    private void checkInside(JsonNode schema, JsonNode value, String at, List<String> broken) {
        if (schema.has("enum")) {
            require(
                    schema.get("enum").valueStream().anyMatch(value::equals),
                    at + " is not one of " + schema.get("enum"),
                    broken);
        }
        if (value.isString() && "date-time".equals(schema.path("format").asString(""))) {
            require(isTime(value.asString()), at + " is no time: " + value, broken);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(schema.get("items"), value.get(i), at + "[" + i + "]", broken);
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                JsonNode known = schema.path("properties").path(property.getKey());
                JsonNode other = schema.path("additionalProperties");
                if (known.isMissingNode() && !other.isObject()) {
                    broken.add(at + "." + property.getKey() + " is not in the document");
                } else {
                    check(
                            known.isMissingNode() ? other : known,
                            property.getValue(),
                            at + "." + property.getKey(),
                            broken);
                }
            }
            schema.path("required")
                    .valueStream()
                    .filter(name -> !value.has(name.asString()))
                    .forEach(name -> broken.add(at + " lacks " + name));
        }
    }

    private static void require(boolean holds, String otherwise, List<String> broken) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        Set<String> types = new HashSet<>();
        if (type.isString()) {
            types.add(type.asString());
        }
        type.valueStream().forEach(one -> types.add(one.asString()));
        return types;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            default -> "nothing of JSON";
        };
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
