package dev.throughline.collector.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How history is read by API.
 *
 * @param backfill whether that happens without anybody asking
 * @param url where people and senders reach us, as far as somebody said
 */
@ConfigurationProperties("throughline")
record BackfillProperties(
        @DefaultValue("auto") Mode backfill,
        @DefaultValue Limits history,
        @Nullable String url) {

    /** Who begins. */
    enum Mode {
        /** A repository's first delivery has its history read, and each night the last days are looked at again. */
        AUTO,
        /** Nobody but whoever asks. */
        OFF
    }

    /**
     * How much is read.
     *
     * @param days how far back {@code auto} reads, in days
     * @param quotaShare how much of a token's quota may be used up, from 0.05 to 1: the rest is left to others with the same token
     * @param poll pause between two looks at what a forge's webhooks lost, from a second to an hour
     */
    record Limits(
            @DefaultValue("400") int days,
            @DefaultValue("0.8") double quotaShare,
            @DefaultValue("1m") Duration poll) {

        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofHours(1);

        Limits {
            if (days < 1 || days > 36_500) {
                throw new IllegalArgumentException("throughline.history.days must be from 1 to 36500");
            }
            if (poll.compareTo(SHORTEST) < 0 || poll.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("throughline.history.poll must be from 1s to 1h");
            }
            if (!(quotaShare >= 0.05 && quotaShare <= 1)) {
                throw new IllegalArgumentException("throughline.history.quota-share must be from 0.05 to 1");
            }
        }
    }
}
