package dev.throughline.engine.history;

import dev.throughline.engine.fact.Term;

/** Why an issue is not an incident although a label or its type says so: see {@link dev.throughline.engine.fact.Incident.Kind}. */
public enum IncidentExclusion implements Term {
    NOT_PLANNED,
    DUPLICATE,
    MOVED,
    PROMOTED
}
