package dev.throughline.dashboard.api;

import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.source.SilentRepository;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source that can post here, and what it has sent. */
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

        @Schema(
                description =
                        "Since when nothing has come from it, longer than is usual for it; null while that is not so.")
        @Nullable
        Instant silentSince,

        @Schema(
                description =
                        "Repositories that nothing has come about for longer than is usual for them, the longest silence first;"
                                + " at most 100.")
        List<Silent> silentRepositories,

        @Schema(description = "How many of its deliveries are stored.")
        long deliveries,

        @Schema(description = "How its API takes our token; null when it has not been asked, as without a token.")
        @Nullable
        Api api,

        @Schema(description = "What it tells of: any of changes, deployments, incidents.")
        List<String> tells) {

    /** A repository that has gone silent. */
    record Silent(
            @Schema(description = "Its full name.") String repository,

            @Schema(description = "When something last came about it.")
            Instant since) {}

    /** Whether an API accepts our token. */
    record Api(
            @Schema(
                    description =
                            "Expiring: it ends within a week; weakened: what could be read once is forbidden now;"
                                    + " hook_disabled: the token is accepted, but the forge has disabled a webhook that posts here.",
                    allowableValues = {"accepted", "expiring", "weakened", "hook_disabled", "refused"})
            String state,

            @Schema(description = "What there is to know or to do.") @Nullable
            String detail,

            @Schema(description = "Since when that is so.") Instant since) {

        static @Nullable Api of(@Nullable ApiState api) {
            return api == null ? null : new Api(api.state(), api.detail(), api.since());
        }
    }

    static SourceItem of(ConnectedSource source, Heard heard, List<SilentRepository> silent, @Nullable ApiState api) {
        return new SourceItem(
                source.name(),
                source.kind(),
                source.url(),
                source.secret().word(),
                heard.lastDeliveryAt(),
                heard.lastRefusedAt(),
                heard.silentSince(),
                silent.stream()
                        .filter(one -> one.source().equals(source.name()))
                        .map(one -> new Silent(one.repository(), one.since()))
                        .toList(),
                heard.deliveries(),
                Api.of(api),
                source.tells());
    }
}
