package dev.throughline.collector.backfill;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the APIs of forges take our tokens, for all to see. */
public interface ApiStates {

    /**
     * Writes down how one answered.
     *
     * @param detail why the token was not accepted; null when it was
     * @param expiresAt when the token ends; null when that was not told
     * @return how it had been before; null when it had not been heard of
     */
    @Nullable
    Boolean heard(String source, boolean isAccepted, @Nullable String detail, @Nullable Instant expiresAt);

    /** By name of the source; none for one that was never heard of. */
    Map<String, ApiState> all();

    /**
     * How one takes our token.
     *
     * @param state {@code accepted}; {@code expiring}: it ends within a week; {@code weakened}: what could be read once is forbidden now;
     *     {@code hook_disabled}: it is accepted, and tells that a webhook does not send any more; {@code refused}
     * @param detail what is to be done; null when all is well
     * @param since since when
     */
    record ApiState(String state, @Nullable String detail, Instant since) {

        /** Whether it tells all that it told before, and of no webhook that is disabled. */
        public boolean isUp() {
            return state.equals("accepted") || state.equals("expiring");
        }
    }
}
