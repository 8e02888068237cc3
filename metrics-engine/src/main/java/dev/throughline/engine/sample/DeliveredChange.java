package dev.throughline.engine.sample;

import dev.throughline.engine.linking.Flag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A change whose merge a deployment delivered first, and the lead times it gives.
 *
 * @param startedAt its first commit, otherwise its opening
 * @param leadSeconds from then to the deployment, at least 0
 * @param flags of that: clock_skew, negative_clamped, stale, pr_opened
 * @param mergeSeconds from its merge to the deployment, at least 0
 * @param mergeFlags of that: negative_clamped, stale
 */
public record DeliveredChange(
        UUID change, Instant startedAt, int leadSeconds, List<Flag> flags, int mergeSeconds, List<Flag> mergeFlags) {}
