package dev.throughline.engine.sample;

import dev.throughline.engine.linking.Flag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from some start to a deployment.
 *
 * @param at when it succeeded
 */
record Elapsed(Instant at) {

    private static final Duration STALE = Duration.ofDays(365);

    DeliveredCommit.Sample sample(Instant start, StartProvenance provenance, List<Flag> flags) {
        List<Flag> all = new ArrayList<>(flags);
        all.addAll(oddities(start));
        return new DeliveredCommit.Sample(start, provenance, secondsSince(start), List.copyOf(all));
    }

    /** Anomalies of a start: it is after the deployment, or more than a year before it. */
    List<Flag> oddities(Instant start) {
        List<Flag> flags = new ArrayList<>();
        if (start.isAfter(at)) {
            flags.add(Flag.NEGATIVE_CLAMPED);
        }
        if (start.plus(STALE).isBefore(at)) {
            flags.add(Flag.STALE);
        }
        return flags;
    }

    /** At least 0. */
    int secondsSince(Instant start) {
        long seconds = Duration.between(start, at).toSeconds();
        return Math.clamp(seconds, 0, Integer.MAX_VALUE);
    }
}
