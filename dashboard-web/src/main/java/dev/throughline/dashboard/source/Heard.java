package dev.throughline.dashboard.source;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source has sent.
 *
 * @param deliveries how many are stored
 * @param lastDeliveryAt when the newest was received; null when none was
 * @param lastRefusedAt when one was last refused because of its signature; null when none was
 * @param refusedInARow how many were refused since the last one with a valid signature
 * @param isRefused whether these are so many that the source counts as broken
 * @param silentSince since when nothing has come, for unusually long; null otherwise
 * @param silentAfter a longer pause is silence; null while it has sent too little to judge
 */
public record Heard(
        long deliveries,
        @Nullable Instant lastDeliveryAt,
        @Nullable Instant lastRefusedAt,
        int refusedInARow,
        boolean isRefused,
        @Nullable Instant silentSince,
        @Nullable Duration silentAfter) {

    /** For a source that has never sent anything. */
    public static final Heard NOTHING = new Heard(0, null, null, 0, false, null, null);
}
