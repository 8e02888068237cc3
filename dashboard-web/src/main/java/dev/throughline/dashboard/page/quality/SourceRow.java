package dev.throughline.dashboard.page.quality;

import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that has sent something, or should have.
 *
 * @param heard when it last sent something, in words
 * @param rhythm how long it may be silent, in words
 * @param state its state, in words
 * @param isWrong whether somebody should look
 */
record SourceRow(String title, String path, String heard, String rhythm, String state, boolean isWrong) {

    /**
     * @param api null while its API has not been called
     * @param silent repositories that it has gone silent about
     */
    static SourceRow of(ConnectedSource source, Heard heard, @Nullable ApiState api, long silent, Instant now) {
        List<String> wrong = new ArrayList<>();
        if (heard.silentSince() != null) {
            wrong.add("silent for " + since(heard.silentSince(), now) + ", longer than is usual");
        }
        if (heard.isRefused()) {
            wrong.add("refused %,d times in a row: the secret differs".formatted(heard.refusedInARow()));
        }
        if (api != null && api.isAlarming()) {
            wrong.add(api.words() + (api.detail() == null ? "" : ": " + api.detail()));
        }
        if (silent > 0) {
            wrong.add(silent == 1 ? "1 repository has gone silent" : silent + " repositories have gone silent");
        }
        String refused = !heard.isRefused() && heard.lastRefusedAt() != null
                ? "; a signature was refused %s ago".formatted(since(heard.lastRefusedAt(), now))
                : "";
        Instant last = heard.lastDeliveryAt();
        return new SourceRow(
                source.title(),
                "/deliveries?source=" + source.name(),
                last == null ? "never" : since(last, now) + " ago",
                heard.silentAfter() == null ? "not known yet" : words(heard.silentAfter()),
                wrong.isEmpty()
                        ? (api == null ? "receiving" : "receiving; its API token is accepted") + refused
                        : String.join("; ", wrong) + refused,
                !wrong.isEmpty());
    }

    private static String since(Instant then, Instant now) {
        return words(Duration.between(then, now));
    }

    private static String words(Duration duration) {
        return Wording.shortDuration((double) Math.max(0, duration.toSeconds()));
    }
}
