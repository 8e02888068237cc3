package dev.throughline.engine.attribution;

import java.util.Collection;

/**
 * A sign by which a rule may conclude something of a deployment. What shows none of them, and comes after nothing that does, needs no
 * rule (ADR 7).
 */
public sealed interface Trigger {

    /** What the deployments themselves show. */
    enum OfHistory implements Trigger {
        /** A rollback. */
        ROLLBACK,
        /** A status of failure after the success. */
        FAILED_STATUS,
        /** The deployment before it failed: this one may end that. */
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

    /** What is said, of them or beside them. */
    enum OfWord implements Trigger {
        /** A person's word on one of them, or that of its source beside statuses. */
        RULING,
        /** An incident that began when one of them had begun. */
        INCIDENT,
        /** A cause that names one of them, or something that it delivered. */
        CAUSE,
        /** A revert of what a hash begins like that was just delivered: it may be ambiguous now. */
        ABBREVIATED_REVERT
    }
}
