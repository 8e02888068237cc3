package dev.throughline.dashboard.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.MediaType;

/** Documents for every operation that errors are answered with a problem document, unless it says otherwise. */
class ProblemResponses implements OpenApiCustomizer {

    private static final Map<String, Object> EXAMPLE = Map.of(
            "type", "/problems/bad-parameter",
            "title", "Bad parameter",
            "status", 400,
            "detail", "interval should be one of day, week, month, quarter.",
            "errors",
                    List.of(Map.of(
                            "parameter", "interval",
                            "value", "fortnight",
                            "expected", "one of day, week, month, quarter")));

    @Override
    public void customise(OpenAPI document) {
        if (document.getPaths() == null || document.getComponents() == null) {
            return;
        }
        document.getComponents().addSchemas("problem", problem());
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> {
                    ApiResponses answers = new ApiResponses();
                    operation.getResponses().forEach((status, answer) -> {
                        if (status.startsWith("2")) {
                            answers.addApiResponse(status, answer);
                        }
                    });
                    ApiResponse own = operation.getResponses().get(ApiResponses.DEFAULT);
                    operation.setResponses(answers.addApiResponse(ApiResponses.DEFAULT, own == null ? answer() : own));
                });
    }

    private static ApiResponse answer() {
        return new ApiResponse()
                .description("What went wrong. Types: docs/problems.md")
                .content(new Content()
                        .addMediaType(
                                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new io.swagger.v3.oas.models.media.MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/problem"))
                                        .example(EXAMPLE)));
    }

    private static Schema<?> problem() {
        Schema<?> wrong = new ObjectSchema()
                .addProperty("parameter", new StringSchema())
                .addProperty("value", new StringSchema().description("Left out when it is missing."))
                .addProperty("expected", new StringSchema());
        wrong.setRequired(List.of("parameter", "expected"));
        Schema<?> problem = new ObjectSchema()
                .description("A problem document (RFC 9457).")
                .addProperty(
                        "type", new StringSchema().description("One of docs/problems.md, e.g. /problems/not-found."))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong and what to change."))
                .addProperty("instance", new StringSchema())
                .addProperty("errors", new ArraySchema().items(wrong).description("Of bad-parameter and bad-body."))
                .addProperty(
                        "trace", new StringSchema().description("Of internal-error: what to look for in the log."));
        problem.setRequired(List.of("type", "title", "status"));
        return problem;
    }
}
