package dev.throughline.engine.attribution;

import dev.throughline.engine.fact.Term;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment is considered failed.
 *
 * @param deployment the deployment that failed: always a member of D
 * @param incident the incident that says so; null when none does
 * @param remedy the deployment that remedied it; null when none did
 * @param sha the commit that says so, or that the incident names; null when there is none
 */
public record Evidence(
        UUID deployment,
        Rule rule,
        @Nullable UUID incident,
        @Nullable UUID remedy,
        @Nullable String sha) {

    /** Strongest first, so that a reader sees the most convincing first. */
    public static final Comparator<Evidence> IN_ORDER = Comparator.comparing(Evidence::deployment)
            .thenComparing(Evidence::rule)
            .thenComparing(evidence -> String.valueOf(evidence.incident))
            .thenComparing(evidence -> String.valueOf(evidence.remedy))
            .thenComparing(evidence -> String.valueOf(evidence.sha));

    /** The rules of definitions 1.5, strongest first. */
    public enum Rule implements Term {
        EXPLICIT(Confidence.EXPLICIT),
        DECLARED(Confidence.DECLARED),
        ROLLBACK(Confidence.INFERRED),
        REVERT(Confidence.INFERRED),
        HOTFIX(Confidence.INFERRED),
        WINDOW(Confidence.HEURISTIC);

        private final Confidence confidence;

        Rule(Confidence confidence) {
            this.confidence = confidence;
        }

        /** How far it can be trusted. */
        public Confidence confidence() {
            return confidence;
        }
    }
}
