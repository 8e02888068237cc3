package dev.throughline.engine.attribution;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One of the rules of definitions 1.5 by which a deployment is considered failed. */
sealed interface EvidenceRule
        permits DeclaredCause, ExplicitFailure, HotfixRule, RevertRule, RollbackRule, SpokenFailure, TimeWindowRule {

    /** The signs, at least one of which must be present for it to find anything new. */
    Set<Trigger> triggers();

    /**
     * What this rule finds, in any order.
     *
     * @param stronger what the stronger rules found
     */
    Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger);
}
