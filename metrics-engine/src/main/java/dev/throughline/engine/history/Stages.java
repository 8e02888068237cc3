package dev.throughline.engine.history;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a change went, in whole seconds. The known stages add up to its lead time: if events or clocks are out of order, a
 * stage that ended before it began is 0, and its neighbour has the time.
 *
 * @param coding from the first commit to the opening; null while no lead time is known, and when it starts at the opening
 * @param pickup from the opening to the first review; null without one
 * @param review from there to the merge; from the opening when there was no review
 * @param queue from the merge to the start of the deployment; null while no lead time is known
 * @param deploy from there to its success; null while no lead time is known
 */
public record Stages(
        @Nullable Long coding,
        @Nullable Long pickup,
        long review,
        @Nullable Long queue,
        @Nullable Long deploy) {

    /**
     * A deployment that certainly delivered a change first.
     *
     * @param firstCommitAt where the lead time starts; null when that is the opening
     * @param startedAt of the deployment
     * @param at its success
     */
    public record Delivery(@Nullable Instant firstCommitAt, Instant startedAt, Instant at) {}

    /** @param delivery null when the change is not deployed, or not certainly for the first time */
    public static Stages of(
            Instant openedAt, @Nullable Instant firstReviewAt, Instant mergedAt, @Nullable Delivery delivery) {
        Instant firstCommitAt = delivery == null ? null : delivery.firstCommitAt();
        Walk walk =
                new Walk(firstCommitAt == null ? openedAt : firstCommitAt, delivery == null ? mergedAt : delivery.at());
        Long coding = firstCommitAt == null ? null : walk.to(openedAt);
        Long pickup = firstReviewAt == null ? null : walk.to(firstReviewAt);
        long review = walk.to(mergedAt);
        return new Stages(
                coding,
                pickup,
                review,
                delivery == null ? null : walk.to(delivery.startedAt()),
                delivery == null ? null : walk.to(delivery.at()));
    }

    /** Moves from one end to the other, never backwards and never beyond. */
    private static final class Walk {

        private final Instant start;
        private final long length;
        private long gone;

        Walk(Instant start, Instant end) {
            this.start = start;
            this.length = Math.max(0, Duration.between(start, end).toSeconds());
        }

        /** Seconds from the current position to there. */
        long to(Instant next) {
            long stood = gone;
            gone = Math.clamp(Duration.between(start, next).toSeconds(), stood, length);
            return gone - stood;
        }
    }
}
