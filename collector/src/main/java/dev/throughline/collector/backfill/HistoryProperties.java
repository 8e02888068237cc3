package dev.throughline.collector.backfill;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How history is read by API.
 *
 * @param days how far back it is read automatically, in days
 * @param quotaShare how much of a token's quota may be used up, from 0.05 to 1: the rest is left to others with the same token
 * @param poll pause between two checks for what a forge's webhooks lost, from a second to an hour
 */
@ConfigurationProperties("throughline.history")
record HistoryProperties(
        @DefaultValue("400") int days,
        @DefaultValue("0.8") double quotaShare,
        @DefaultValue("1m") Duration poll) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    HistoryProperties {
        if (days < 1 || days > 36_500) {
            throw new IllegalArgumentException("throughline.history.days must be from 1 to 36500");
        }
        if (!(quotaShare >= 0.05 && quotaShare <= 1)) {
            throw new IllegalArgumentException("throughline.history.quota-share must be from 0.05 to 1");
        }
        if (poll.compareTo(SHORTEST) < 0 || poll.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("throughline.history.poll must be from 1s to 1h");
        }
    }
}
