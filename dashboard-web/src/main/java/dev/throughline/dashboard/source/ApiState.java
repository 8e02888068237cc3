package dev.throughline.dashboard.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the API of a source accepts our token, and what it says about webhooks.
 *
 * @param state {@code accepted}; {@code expiring}: it expires within a week; {@code weakened}: something that could be read before is now
 *     forbidden; {@code hook_disabled}: it is accepted, but a webhook no longer sends; {@code refused}
 * @param detail what to know or to do; null when there is nothing
 * @param since since when that is so
 */
public record ApiState(String state, @Nullable String detail, Instant since) {

    /** The state, as the end of a sentence about its source. */
    public String words() {
        return state.equals("hook_disabled") ? "a webhook of it is disabled" : "its API token is " + state;
    }

    /** Whether a person should look. */
    public boolean isAlarming() {
        return !state.equals("accepted");
    }
}
