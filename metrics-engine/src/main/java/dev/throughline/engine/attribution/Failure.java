package dev.throughline.engine.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A production deployment that needed remediation. */
public sealed interface Failure {

    UUID deployment();

    /** When it began to hurt: the earliest impact of its incidents, never before the deployment itself. */
    Instant impactedAt();

    /** Not restored yet. */
    record Ongoing(UUID deployment, Instant impactedAt) implements Failure {}

    /** Restored. */
    record Recovered(UUID deployment, Instant impactedAt, Instant restoredAt) implements Failure {

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
