package dev.throughline.engine.attribution;

import java.time.Duration;

/**
 * How failures are attributed to the deployments of a service (definitions 1.5 and 1.6).
 *
 * @param blame whom a rollback blames
 * @param window how long after a deployment an incident that nothing else links may begin to be held against it
 * @param minConfidence the weakest evidence that counts
 * @param recoveryStart where recovery begins
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

    /** The members of D that a rollback to a version fails. */
    public enum Blame {
        /** The first after the latest run of that version. */
        FIRST_AFTER_TARGET,
        /** The one right before the rollback. */
        PRECEDING,
        /** All after the latest run of that version and before the rollback. */
        ALL_BETWEEN
    }

    /** Where the recovery from a failed deployment begins. */
    public enum RecoveryStart {
        /** With its first incident, not before the deployment; without an incident, with the deployment. */
        IMPACT,
        /** With the deployment. */
        DEPLOYMENT
    }

    /** Which fixes are rework, beside rollbacks, reverts and hotfixes. */
    public enum Bugs {
        /** Those linked to an incident. */
        HOTFIX_ONLY,
        /** Those of any bug. */
        ANY_BUG
    }
}
