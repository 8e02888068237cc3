package dev.throughline.dashboard.page.connect;

import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSource.SecretState;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A source in the list of all of them.
 *
 * @param path where its guide is
 * @param state its state, in words
 * @param isRefused whether a person should look
 * @param isQuiet whether there is nothing to say about it
 *     @param tells what it reports, in words
 * @param isChosen whether its guide is shown below
 */
record SourceCard(
        String title, String path, String state, boolean isRefused, boolean isQuiet, String tells, boolean isChosen) {

    /**
     * @param heard null while the database is away
     * @param api null while its API has not been called
     */
    static SourceCard of(
            ConnectedSource source, @Nullable Heard heard, @Nullable ApiState api, boolean isChosen, Instant now) {
        boolean isSilent = heard != null && heard.silentSince() != null;
        boolean isAlarming = isSilent || api != null && api.isAlarming();
        return new SourceCard(
                source.title(),
                "/setup?source=" + source.name() + "#connect",
                heard == null
                        ? "not known while the database is away"
                        : state(source, heard, now)
                                + (isSilent ? "; silent for longer than is usual for it" : "")
                                + words(api),
                heard != null && heard.isRefused() || isAlarming,
                (heard == null || heard.equals(Heard.NOTHING)) && !isAlarming,
                String.join(", ", source.tells()),
                isChosen);
    }

    private static String words(@Nullable ApiState api) {
        return api == null || !api.isAlarming() ? "" : "; " + api.words();
    }

    private static String state(ConnectedSource source, Heard heard, Instant now) {
        Instant refusedAt = heard.lastRefusedAt();
        if (heard.isRefused() && refusedAt != null) {
            return "refused %,d times in a row, last %s ago: %s"
                    .formatted(
                            heard.refusedInARow(),
                            ago(refusedAt, now),
                            source.secret() == SecretState.MISSING
                                    ? "there is no secret here"
                                    : "the sender has another secret than there is here, or none");
        }
        String refused = refusedAt == null ? "" : "; one was refused %s ago".formatted(ago(refusedAt, now));
        if (heard.deliveries() > 0) {
            Instant latest = heard.lastDeliveryAt();
            return receiving(heard.deliveries())
                    + (latest == null ? "" : ", the last %s ago".formatted(ago(latest, now)))
                    + refused;
        }
        String missing = switch (source.secret()) {
            case MISSING -> "not connected: its secret is missing";
            case MADE -> "not connected";
            case CONFIGURED -> "waiting for the first event";
        };
        return missing + refused;
    }

    private static String receiving(long deliveries) {
        return String.format(Locale.ROOT, "receiving: %,d %s", deliveries, deliveries == 1 ? "delivery" : "deliveries");
    }

    private static String ago(Instant then, Instant now) {
        return Wording.shortDuration(
                (double) Math.max(0, Duration.between(then, now).toSeconds()));
    }
}
