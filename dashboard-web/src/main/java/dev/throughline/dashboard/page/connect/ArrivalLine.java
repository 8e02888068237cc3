package dev.throughline.dashboard.page.connect;

import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.DeliveryWords;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSource.SecretState;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything has come from the chosen source, for a reader who has just set it up.
 *
 * @param state {@code waiting}, {@code refused} or {@code arrived}
 * @param path of the newest delivery; null when there is none
 */
record ArrivalLine(
        String source, String state, String words, @Nullable String path) {

    /** @param newest null when nothing has arrived */
    static ArrivalLine of(ConnectedSource source, Heard heard, @Nullable Arrival newest, Instant now) {
        if (heard.refusedInARow() > 0 && heard.lastRefusedAt() != null) {
            return new ArrivalLine(
                    source.name(),
                    "refused",
                    "%s refused, the last %s ago: %s"
                            .formatted(
                                    heard.refusedInARow() == 1
                                            ? "1 delivery was"
                                            : "%,d deliveries in a row were".formatted(heard.refusedInARow()),
                                    ago(heard.lastRefusedAt(), now),
                                    source.secret() == SecretState.MISSING
                                            ? "there is no secret here."
                                            : "the sender has another secret than there is here, or none."),
                    null);
        }
        if (newest == null) {
            return new ArrivalLine(source.name(), "waiting", "Waiting for the first event.", null);
        }
        return new ArrivalLine(
                source.name(),
                "arrived",
                "%s arrived %s ago %s"
                        .formatted(
                                newest.event().isEmpty() ? "A delivery" : newest.event(),
                                ago(newest.receivedAt(), now),
                                DeliveryWords.became(newest)),
                "/deliveries/" + newest.id());
    }

    private static String ago(Instant then, Instant now) {
        return Wording.duration((double) Math.max(0, Duration.between(then, now).toSeconds()));
    }
}
