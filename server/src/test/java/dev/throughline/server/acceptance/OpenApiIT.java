package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the document of the whole server lists, its collector's addresses too. */
class OpenApiIT {

    @Test
    void listsPreciselyTheRestApi() {
        assertThat(FullServer.shared().get("/v3/api-docs").path("paths").properties().stream()
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "/api/v4/projects/{id}/dora/metrics",
                        "/api/v4/groups/{id}/dora/metrics",
                        "/dora/api/metric",
                        "/dora/api/benchmark",
                        "/compat/liatrio/data",
                        "/compat/liatrio/services",
                        "/api/v1/metrics",
                        "/api/v1/commits",
                        "/api/v1/commits/messages",
                        "/api/v1/backfills",
                        "/api/v1/backfills/{id}",
                        "/api/v1/export",
                        "/api/v1/import",
                        "/api/v1/metrics/{metric}/explain",
                        "/api/v1/changes",
                        "/api/v1/services",
                        "/api/v1/sources",
                        "/api/v1/sources/{name}/preview",
                        "/api/v1/classification/preview",
                        "/api/v1/deployments",
                        "/api/v1/deployments/{id}",
                        "/api/v1/deployments/{id}/changes",
                        "/api/v1/incidents",
                        "/api/v1/incidents/{id}",
                        "/api/v1/deliveries",
                        "/api/v1/deliveries/{id}",
                        "/api/v1/deliveries/{id}/body",
                        "/api/v1/deliveries/{id}/replay",
                        "/api/v1/deliveries/replay",
                        "/api/v1/recompute",
                        "/api/v1/status");
    }

    @Test
    void saysOfEveryOperationWhatItDoesWithAnExample() {
        SoftAssertions all = new SoftAssertions();
        JsonNode document = FullServer.shared().get("/v3/api-docs");
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(one -> {
                    String name = one.getKey() + " " + path.getKey();
                    JsonNode operation = one.getValue();
                    all.assertThat(operation.path("summary").asString())
                            .as(name)
                            .isNotBlank();
                    all.assertThat(operation.path("description").asString())
                            .as(name)
                            .isNotBlank()
                            .endsWith(".");
                    all.assertThat(operation.path("tags")).as(name).hasSize(1);
                    if (Set.of("post", "patch").contains(one.getKey())
                            && !name.endsWith("replay")
                            && !name.endsWith("recompute")) {
                        all.assertThat(operation
                                                .findPath("requestBody")
                                                .findPath("example")
                                                .isMissingNode()
                                        && operation
                                                .findPath("requestBody")
                                                .findPath("examples")
                                                .isMissingNode())
                                .as("a body of " + name)
                                .isFalse();
                    }
                    operation.path("responses").properties().stream()
                            .filter(answer -> !one.getKey().equals("delete")
                                    || answer.getKey().equals("default"))
                            .forEach(answer -> answer.getValue().path("content").properties().stream()
                                    .filter(content -> !content.getKey().startsWith("text/csv"))
                                    .forEach(content -> {
                                        JsonNode media = content.getValue();
                                        all.assertThat(media.has("example") || media.has("examples"))
                                                .as("%s answers %s", name, answer.getKey())
                                                .isTrue();
                                        all.assertThat(strange(media.path("example"), media.path("schema"), document))
                                                .as("names in the example of " + name)
                                                .isEmpty();
                                    }));
                }));
        all.assertAll();
    }

    /** Names in an example that its schema does not have. */
    private static List<String> strange(JsonNode example, JsonNode schema, JsonNode document) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
        List<String> strange = new ArrayList<>();
        if (example.isObject() && resolved.has("properties")) {
            example.properties().forEach(field -> {
                JsonNode of = resolved.path("properties").path(field.getKey());
                if (of.isMissingNode()) {
                    strange.add(field.getKey());
                } else {
                    strange.addAll(strange(field.getValue(), of, document));
                }
            });
        } else if (example.isArray() && resolved.has("items")) {
            example.forEach(item -> strange.addAll(strange(item, resolved.path("items"), document)));
        }
        return strange;
    }

    @Test
    void describesWhatOtherToolsReadWithAnExample() {
        JsonNode paths = FullServer.shared().get("/v3/api-docs").path("paths");
        paths.properties().stream()
                .filter(path -> !path.getKey().startsWith("/api/v1/"))
                .forEach(path -> {
                    JsonNode operation = path.getValue().iterator().next();
                    assertThat(operation.path("summary").asString())
                            .as(path.getKey())
                            .isNotBlank();
                    assertThat(operation.path("description").asString())
                            .as(path.getKey())
                            .isNotBlank();
                    assertThat(operation.path("tags").path(0).asString())
                            .as(path.getKey())
                            .endsWith(" compatibility");
                    JsonNode answer = operation
                            .path("responses")
                            .path("200")
                            .path("content")
                            .iterator()
                            .next();
                    assertThat(answer.has("example") || answer.has("examples"))
                            .as("%s: %s", path.getKey(), answer)
                            .isTrue();
                    assertThat(answer.has("schema"))
                            .as("%s: %s", path.getKey(), answer)
                            .isTrue();
                    assertThat(operation.path("responses").has("default"))
                            .as(path.getKey())
                            .isTrue();
                });
        assertThat(FullServer.shared()
                        .get("/v3/api-docs")
                        .path("components")
                        .path("schemas")
                        .path("opendora_metric")
                        .path("required")
                        .toString())
                .isEqualTo("[\"aggregation\",\"dataPoints\"]");
    }
}
