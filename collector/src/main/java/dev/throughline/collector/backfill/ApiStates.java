package dev.throughline.collector.backfill;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the APIs of forges accept our tokens, for all to see. */
public interface ApiStates {

    /**
     * Records how one answered.
     *
     * @param detail why the token was not accepted; null when it was
     * @param expiresAt when the token expires; null when unknown
     * @return its state before; null when there was none
     */
    @Nullable
    Boolean heard(String source, boolean isAccepted, @Nullable String detail, @Nullable Instant expiresAt);

    /** By name of the source; none for one that has never answered. */
    Map<String, ApiState> all();

    /**
     * Whether one accepts our token.
     *
     * @param state {@code accepted}; {@code expiring}: it expires within a week; {@code weakened}: something that could be read before is
     *     now forbidden; {@code hook_disabled}: it is accepted, but a webhook no longer sends; {@code refused}
     * @param detail what to do; null when all is well
     * @param since since when
     */
    record ApiState(String state, @Nullable String detail, Instant since) {

        /** Whether it shows everything that it showed before, and no disabled webhook. */
        public boolean isUp() {
            return state.equals("accepted") || state.equals("expiring");
        }
    }
}
