package dev.throughline.dashboard.api;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives every operation its summary, description and examples, including those of the collector, which knows no OpenAPI. They are in one
 * file, so that they can be read in one go. Examples may be incomplete.
 */
class OperationTexts implements OpenApiCustomizer {

    private static final String FILE = "operations.json";

    private final Map<String, Text> texts = read();

    /**
     * What is said of an operation; what is null is said where it is written.
     *
     * @param id what a client that is generated calls it
     * @param body schema of the body; null where it is described where it is written, or is text
     * @param type of what is text, of a body or an answer; null for plain text
     * @param request example of the body; null where there is none to show
     * @param example of the answer; null where it has no body
     */
    record Text(
            @Nullable String id,
            @Nullable String tag,
            @Nullable String summary,
            @Nullable String description,
            @Nullable Map<String, Object> body,
            @Nullable String type,
            @Nullable Object request,
            @Nullable Object example) {}

    @Override
    public void customise(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> Optional.ofNullable(texts.get(key(method, path)))
                                .ifPresent(text -> tell(operation, text))));
    }

    private static String key(PathItem.HttpMethod method, String path) {
        return method + " " + path;
    }

    private static void tell(Operation operation, Text text) {
        if (text.id != null) {
            operation.setOperationId(text.id);
        }
        if (text.tag != null) {
            operation.setTags(List.of(text.tag));
            operation.setSummary(text.summary);
            operation.setDescription(text.description);
        }
        if (text.request != null) {
            RequestBody body = Objects.requireNonNullElseGet(operation.getRequestBody(), RequestBody::new);
            operation.setRequestBody(body.content(with(body.getContent(), text, text.request, text.body))
                    .required(true));
        }
        if (text.example != null) {
            operation.getResponses().forEach((status, answer) -> {
                if (status.startsWith("2")) {
                    answer.setContent(with(answer.getContent(), text, text.example, null));
                }
            });
        }
    }

    /** The same with an example, and a schema where it has none. What is a text is no JSON, whatever the collector's methods return. */
    private static Content with(
            @Nullable Content content, Text text, Object example, @Nullable Map<String, Object> described) {
        boolean isText = example instanceof String;
        String textType = text.type == null ? "text/plain" : text.type;
        Content all = content == null || content.isEmpty() || isText
                ? new Content().addMediaType(isText ? textType : "application/json", new MediaType())
                : content;
        all.forEach((type, media) -> {
            if (!type.startsWith("text/csv")) {
                media.setExample(example);
            }
            if (described != null) {
                media.setSchema(Json31.mapper().convertValue(described, JsonSchema.class));
            } else if (media.getSchema() == null) {
                Schema<?> schema = new JsonSchema().typesItem(isText ? "string" : "object");
                // lines are a stream, and no JSON that could be read as a whole
                media.setSchema(text.type == null || !isText ? schema : schema.format("binary"));
            }
        });
        return all;
    }

    private static Map<String, Text> read() {
        try (InputStream file = OperationTexts.class.getResourceAsStream(FILE)) {
            return JsonMapper.shared()
                    .readValue(Objects.requireNonNull(file, FILE), new TypeReference<Map<String, Text>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
