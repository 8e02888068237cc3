package dev.throughline.dashboard.api;

import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.Heard;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source that can post here, and what has come from it. */
record SourceItem(
        String name,

        @Schema(description = "What it is one of: its own name, unless there are several of its kind.")
        String kind,

        @Schema(description = "Where its sender is to post.")
        String url,

        @Schema(
                description = "Whether it was set, made at the first start, or is missing: then everything is refused.",
                allowableValues = {"configured", "made", "missing"})
        String secret,

        @Schema(description = "When the newest of its deliveries was received.") @Nullable
        Instant lastDeliveryAt,

        @Schema(description = "When a delivery was last refused because its signature was missing or wrong.") @Nullable
        Instant lastRefusedAt,

        @Schema(description = "How many of its deliveries are stored.")
        long deliveries,

        @Schema(description = "What it tells of: any of changes, deployments, incidents.")
        List<String> tells) {

    static SourceItem of(ConnectedSource source, Heard heard) {
        return new SourceItem(
                source.name(),
                source.kind(),
                source.url(),
                source.secret().word(),
                heard.lastDeliveryAt(),
                heard.lastRefusedAt(),
                heard.deliveries(),
                source.tells());
    }
}
