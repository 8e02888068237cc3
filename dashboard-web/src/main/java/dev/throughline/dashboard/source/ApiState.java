package dev.throughline.dashboard.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the API of a source takes our token.
 *
 * @param state {@code accepted}; {@code expiring}: it ends within a week; {@code weakened}: what could be read once is forbidden now;
 *     {@code refused}
 * @param detail what there is to know or to do; null when there is nothing
 * @param since since when the token is accepted, or refused
 */
public record ApiState(String state, @Nullable String detail, Instant since) {

    /** Whether somebody has to look. */
    public boolean isAlarming() {
        return !state.equals("accepted");
    }
}
