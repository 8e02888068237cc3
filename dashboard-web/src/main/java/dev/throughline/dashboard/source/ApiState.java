package dev.throughline.dashboard.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the API of a source takes our token, and what it tells of webhooks.
 *
 * @param state {@code accepted}; {@code expiring}: it ends within a week; {@code weakened}: what could be read once is forbidden now;
 *     {@code hook_disabled}: it is accepted, and tells that a webhook does not send any more; {@code refused}
 * @param detail what there is to know or to do; null when there is nothing
 * @param since since when that is so
 */
public record ApiState(String state, @Nullable String detail, Instant since) {

    /** How it is, as the end of a sentence about its source. */
    public String words() {
        return state.equals("hook_disabled") ? "a webhook of it is disabled" : "its API token is " + state;
    }

    /** Whether a person has to look. */
    public boolean isAlarming() {
        return !state.equals("accepted");
    }
}
