package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Flag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commit that a deployment reached first, and the lead time it gives.
 *
 * @param isCertain whether the deployment certainly contains it
 * @param isFirst whether it certainly was the first
 * @param isKnown whether a push listed it or the commit graph has it
 * @param authorAt null when unknown
 * @param sample null when it gives none
 * @param origin the commit that it repeats, otherwise itself
 * @param deliveredAs for an original commit of a squashed change: the commit that arrived; null otherwise
 * @param change null when it belongs to no known one
 * @param excluded why it gives no sample; null when it gives one
 */
public record DeliveredCommit(
        CommitSha sha,
        boolean isCertain,
        boolean isFirst,
        boolean isKnown,
        boolean isMerge,
        @Nullable Instant authorAt,
        @Nullable Sample sample,
        CommitSha origin,
        @Nullable CommitSha deliveredAs,
        @Nullable UUID change,
        @Nullable Exclusion excluded) {

    /**
     * A lead time.
     *
     * @param provenance where its start was read
     * @param seconds at least 0
     * @param flags clock_skew, negative_clamped, stale, pr_opened
     */
    public record Sample(Instant startedAt, StartProvenance provenance, int seconds, List<Flag> flags) {}

    /** Whether it is left out because it touches no file of the service, or because its files are unknown. */
    public boolean isElsewhere() {
        return !isFirst && (excluded == Exclusion.PATH || excluded == Exclusion.UNKNOWN_PATHS);
    }

    /** The same, certainly delivered first. */
    DeliveredCommit first() {
        return new DeliveredCommit(
                sha,
                isCertain,
                true,
                isKnown,
                isMerge,
                authorAt,
                sample,
                origin,
                deliveredAs,
                change,
                isMerge ? Exclusion.MERGE : excluded);
    }

    /** The same, if what it represents was delivered before: it is not evidence of anything. */
    DeliveredCommit again() {
        return new DeliveredCommit(
                sha, isCertain, false, isKnown, isMerge, authorAt, sample, origin, deliveredAs, change, excluded);
    }

    /** Whether it gives no lead time because an earlier deployment gave it. */
    boolean isDeliveredBefore() {
        return excluded == Exclusion.ALREADY_DELIVERED;
    }

    /** Whether it represents other commits, whose lead times are given instead. */
    boolean isStandIn() {
        return excluded == Exclusion.SQUASHED;
    }

    DeliveredCommit of(@Nullable UUID otherChange) {
        return new DeliveredCommit(
                sha,
                isCertain,
                isFirst,
                isKnown,
                isMerge,
                authorAt,
                sample,
                origin,
                deliveredAs,
                otherChange,
                excluded);
    }
}
