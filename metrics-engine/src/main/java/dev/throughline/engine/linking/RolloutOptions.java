package dev.throughline.engine.linking;

import java.time.Duration;

/**
 * How reports become deployments of a service (definitions 1.2).
 *
 * @param dedupeWindow how far apart several sources may see one success; with zero every report is a separate deployment
 * @param grouping whether one commit in several production environments is one rollout
 * @param groupingAt which environment of a rollout gives its time
 */
public record RolloutOptions(Duration dedupeWindow, Grouping grouping, GroupingAt groupingAt) {

    public static final RolloutOptions DEFAULT =
            new RolloutOptions(Duration.ofMinutes(10), Grouping.SHA_WINDOW, GroupingAt.FIRST);

    /** Whether environments are taken together. */
    public enum Grouping {
        /** The same commit in several environments within 24 hours is one rollout. */
        SHA_WINDOW,
        /** Each environment has its own deployments. */
        NONE
    }

    /** When a rollout happened. */
    public enum GroupingAt {
        FIRST,
        LAST
    }
}
