package dev.throughline.engine.history;

import dev.throughline.engine.fact.Term;

/** How an incident is linked to deployments, strongest first. */
public enum IncidentLink implements Term {
    /** A report or a person names the deployment. */
    EXPLICIT,
    /** It names its cause itself. */
    DECLARED,
    /** It opened within the attribution window of the deployment. */
    WINDOW,
    /** It names causes, and none of them can be found. */
    UNRESOLVED
}
