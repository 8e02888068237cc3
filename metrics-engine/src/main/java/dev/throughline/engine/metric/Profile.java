package dev.throughline.engine.metric;

import dev.throughline.engine.fact.Term;
import java.util.Map;

/** The counting rules of the numbers (definitions 1.8), so that someone who migrates can see why one differs. */
public enum Profile implements Term {
    /** The definitions. */
    DORA(Map.of()),
    /** GitLab: lead time from the merge; incidents over deployments as change fail rate, which may exceed 1. */
    GITLAB(Map.of("cfr.denominator", "all")),
    /** Google's Four Keys: no lead times of 0, recovery from the deployment, UTC, weeks that start on Sunday. */
    FOURKEYS(Map.of("recovery.start", "deployment")),
    /** Datadog: lead times of what the previous deployment lacked, recovery from the deployment to the one that remedied it. */
    DATADOG(Map.of("recovery.start", "deployment"));

    private final Map<String, String> fixed;

    Profile(Map<String, String> fixed) {
        this.fixed = fixed;
    }

    /** The options that it overrides, whatever a service has chosen, by name. */
    public Map<String, String> fixed() {
        return fixed;
    }
}
