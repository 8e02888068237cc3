package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
