package dev.throughline.engine.attribution;

import java.util.List;
import java.util.stream.Stream;

/** One of the rules of definitions 1.5 by which a deployment is held to have failed. */
interface EvidenceRule {

    /** What this rule finds, in no order. */
    Stream<Evidence> evidence(History history, List<Remedy> remedies, List<IncidentCase> incidents);
}
