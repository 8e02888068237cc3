package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the document of the whole server lists, its collector's addresses too. */
class OpenApiIT {

    @Test
    void listsPreciselyTheRestApi() {
        assertThat(FullServer.shared().get("/v3/api-docs").path("paths").properties().stream()
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
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
                        "/api/v1/deliveries/{id}/replay",
                        "/api/v1/deliveries/replay",
                        "/api/v1/recompute",
                        "/api/v1/status");
    }
}
