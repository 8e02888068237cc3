package dev.throughline.dashboard.page.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST API according to its OpenAPI document, for people.
 *
 * @param groups its operations by purpose
 */
record Reference(List<Group> groups) {

    private static final ObjectWriter PRETTY = JsonMapper.shared().writerWithDefaultPrettyPrinter();

    /** Operations that belong together. */
    record Group(String name, List<Operation> operations) {}

    /**
     * An operation.
     *
     * @param id its fragment on the page
     * @param request example of its body; null if it has none
     * @param answer example of its answer; null if that has no body
     */
    record Operation(
            String id,
            String method,
            String path,
            String summary,
            String description,
            List<Parameter> parameters,
            @Nullable String request,
            @Nullable String answer,
            String statuses) {}

    /** A parameter; {@code values} are its possible values, or its format. */
    record Parameter(String name, String where, boolean isRequired, String description, String values) {}

    /** What most look for first; compatibility with other tools comes last. */
    private static final List<String> ORDER = List.of("Metrics", "History", "Verdicts", "Receiving", "Operating");

    /** @param document of OpenAPI 3 */
    static Reference of(JsonNode document) {
        Map<String, List<Operation>> groups = new LinkedHashMap<>();
        ORDER.forEach(name -> groups.put(name, new ArrayList<>()));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(one -> groups.computeIfAbsent(
                                        one.getValue().path("tags").path(0).asString("Other"), _ -> new ArrayList<>())
                                .add(operation(one.getKey(), path.getKey(), one.getValue()))));
        return new Reference(groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new Group(
                        group.getKey(),
                        group.getValue().stream()
                                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                                .toList()))
                .toList());
    }

    private static Operation operation(String method, String path, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> parameters.add(parameter(parameter)));
        List<String> statuses = operation.path("responses").propertyNames().stream()
                .filter(status -> !status.equals("default"))
                .toList();
        JsonNode good = operation.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(operation.path("responses"));
        return new Operation(
                (method + path).replaceAll("[^A-Za-z0-9]+", "-"),
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("summary").asString(path),
                operation.path("description").asString(""),
                parameters,
                example(operation.path("requestBody")),
                example(good),
                String.join(", ", statuses));
    }

    private static Parameter parameter(JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        List<String> values = new ArrayList<>();
        (schema.has("items") ? schema.path("items") : schema)
                .path("enum")
                .forEach(value -> values.add(value.asString()));
        String written = values.isEmpty()
                ? schema.path("format").asString(schema.path("type").asString(""))
                : String.join(", ", values);
        String usual = schema.path("default").asString("");
        return new Parameter(
                parameter.path("name").asString(),
                parameter.path("in").asString(),
                parameter.path("required").asBoolean(false),
                parameter.path("description").asString(""),
                usual.isEmpty() ? written : written + "; default " + usual);
    }

    /** The first example of a body. */
    private static @Nullable String example(JsonNode body) {
        for (JsonNode media : body.path("content")) {
            JsonNode example = media.has("example") ? media.path("example") : media.findPath("value");
            if (!example.isMissingNode()) {
                return example.isString() ? example.asString() : PRETTY.writeValueAsString(example);
            }
        }
        return null;
    }
}
