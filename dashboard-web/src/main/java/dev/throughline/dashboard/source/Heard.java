package dev.throughline.dashboard.source;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has come from a source.
 *
 * @param deliveries how many are stored
 * @param lastDeliveryAt when the newest was received; null when none was
 * @param lastRefusedAt when one was last refused for its signature; null when none was
 * @param refusedInARow how many were refused since the last one whose signature was right
 * @param isRefused whether these are so many that the source does not work
 * @param silentSince since when nothing has come, longer than is usual for it; null while that is not so
 * @param silentAfter a pause longer than that is silence; null while too little has come to tell
 */
public record Heard(
        long deliveries,
        @Nullable Instant lastDeliveryAt,
        @Nullable Instant lastRefusedAt,
        int refusedInARow,
        boolean isRefused,
        @Nullable Instant silentSince,
        @Nullable Duration silentAfter) {

    /** Of a source that nothing has ever come from. */
    public static final Heard NOTHING = new Heard(0, null, null, 0, false, null, null);
}
