package dev.throughline.engine.attribution;

import java.util.Collection;

/**
 * A sign from which a rule may conclude something about a deployment. A deployment that shows none of them, and follows none that does,
 * needs no rule (ADR 7).
 */
public sealed interface Trigger {

    /** What the deployments themselves show. */
    enum OfHistory implements Trigger {
        /** A rollback. */
        ROLLBACK,
        /** A status of failure after the success. */
        FAILED_STATUS,
        /** The deployment before it failed: this one may end the failure. */
        FAILURE_BEFORE
    }

    /** What they delivered. */
    enum OfWork implements Trigger {
        /** Something that reverts. */
        REVERT {
            @Override
            boolean isIn(Collection<Work> works, AttributionOptions.Bugs bugs) {
                return works.stream().anyMatch(Work.Revert.class::isInstance);
            }
        },
        /** A hotfix. */
        HOTFIX {
            @Override
            boolean isIn(Collection<Work> works, AttributionOptions.Bugs bugs) {
                return HotfixRule.hotfixes(works).findAny().isPresent();
            }
        },
        /** A fix that is unplanned remediation. */
        FIX {
            @Override
            boolean isIn(Collection<Work> works, AttributionOptions.Bugs bugs) {
                return works.stream().anyMatch(work -> Rework.isFix(work, bugs));
            }
        };

        /** Whether some work shows it. */
        abstract boolean isIn(Collection<Work> works, AttributionOptions.Bugs bugs);
    }

    /** What is said about them or elsewhere. */
    enum OfWord implements Trigger {
        /** What a person, or its source apart from statuses, says about one of them. */
        RULING,
        /** An incident that began after one of them had begun. */
        INCIDENT,
        /** A cause that names one of them, or something that it delivered. */
        CAUSE,
        /** A revert by a hash prefix that also matches what was just delivered: it may now be ambiguous. */
        ABBREVIATED_REVERT
    }
}
