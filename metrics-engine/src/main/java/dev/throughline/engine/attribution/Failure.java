package dev.throughline.engine.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A production deployment that needed remediation. */
public sealed interface Failure {

    UUID deployment();

    /**
     * When the impact began: the earliest impact of its incidents, never before the deployment itself, or the deployment, if so configured.
     */
    Instant impactedAt();

    /** When the first deployment that remedied it succeeded; null when none has. */
    @Nullable
    Instant remediedAt();

    /** Not restored yet. */
    record Ongoing(
            UUID deployment, Instant impactedAt, @Nullable Instant remediedAt) implements Failure {}

    /** Restored. */
    record Recovered(
            UUID deployment, Instant impactedAt, @Nullable Instant remediedAt, Instant restoredAt) implements Failure {

        /** Time to recover; a restore before the impact, by the clocks of the sources, is zero. */
        public Duration recovery() {
            return isClamped() ? Duration.ZERO : Duration.between(impactedAt, restoredAt);
        }

        /** Whether the clocks say that it was restored before it began. */
        public boolean isClamped() {
            return restoredAt.isBefore(impactedAt);
        }
    }
}
