package dev.throughline.engine.attribution;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One of the rules of definitions 1.5 by which a deployment is held to have failed. */
sealed interface EvidenceRule
        permits DeclaredCause, ExplicitFailure, HotfixRule, RevertRule, RollbackRule, SpokenFailure, TimeWindowRule {

    /** The signs without which it finds nothing new: at least one. */
    Set<Trigger> triggers();

    /**
     * What this rule finds, in no order.
     *
     * @param stronger what the rules before it found
     */
    Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger);
}
