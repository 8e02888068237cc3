package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.Undeployed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A service or a team, or all of them pooled.
 *
 * @param href its page; null for none
 * @param team null for none
 * @param counted for a service, its changes that are merged but not deployed; for a team, its services; null for none
 * @param last the latest deployment; null when there was none
 */
public record Row(
        String name,
        @Nullable String href,
        @Nullable Team team,
        List<Cell> cells,
        @Nullable Counted counted,
        @Nullable Last last) {

    /** Who owns a service. */
    public record Team(String name, String href) {}

    /**
     * @param oldest how long the earliest merged one has been waiting; empty if nothing is waiting
     * @param href lists them
     */
    public record Counted(String count, String oldest, String href) {

        static Counted waiting(Undeployed undeployed, Instant now, String href) {
            return new Counted(
                    String.format(Locale.ROOT, "%,d", undeployed.count()), age(undeployed.oldestMergedAt(), now), href);
        }

        static Counted services(int count, String href) {
            return new Counted(String.format(Locale.ROOT, "%,d", count), "", href);
        }
    }

    /** @param ago how long ago, in words */
    public record Last(Moment at, String ago) {

        static @Nullable Last of(@Nullable Instant at, Instant now, ZoneId zone) {
            return at == null ? null : new Last(Moment.of(at, zone), age(at, now));
        }
    }

    private static String age(Instant since, Instant now) {
        return Wording.shortDuration(
                (double) Math.max(0, Duration.between(since, now).toSeconds()));
    }
}
