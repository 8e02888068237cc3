package dev.throughline.engine.attribution;

import java.time.Duration;

/**
 * How failures are attributed to the deployments of a service (definitions 1.5 and 1.6).
 *
 * @param blame which deployment a rollback blames
 * @param window how long after a deployment an incident may begin and still be attributed to it when nothing else links it
 * @param minConfidence the weakest evidence that counts
 * @param recoveryStart when recovery begins
 * @param bugs which fixes are rework
 */
public record AttributionOptions(
        Blame blame, Duration window, Confidence minConfidence, RecoveryStart recoveryStart, Bugs bugs) {

    public static final AttributionOptions DEFAULT = new AttributionOptions(
            Blame.FIRST_AFTER_TARGET,
            Duration.ofHours(24),
            Confidence.HEURISTIC,
            RecoveryStart.IMPACT,
            Bugs.HOTFIX_ONLY);

    /** The members of D that a rollback to a version marks as failed. */
    public enum Blame {
        /** The first after the latest run of that version. */
        FIRST_AFTER_TARGET,
        /** The one right before the rollback. */
        PRECEDING,
        /** All after the latest run of that version and before the rollback. */
        ALL_BETWEEN
    }

    /** When the recovery from a failed deployment begins. */
    public enum RecoveryStart {
        /** At its first incident, but not before the deployment; without an incident, at the deployment. */
        IMPACT,
        /** With the deployment. */
        DEPLOYMENT
    }

    /** Which fixes are rework, in addition to rollbacks, reverts and hotfixes. */
    public enum Bugs {
        /** Those linked to an incident. */
        HOTFIX_ONLY,
        /** Those of any bug. */
        ANY_BUG
    }
}
