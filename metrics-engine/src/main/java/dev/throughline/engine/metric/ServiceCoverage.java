package dev.throughline.engine.metric;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about what happened to a service in a window, and what is not, as counts. None of them includes redeploys.
 *
 * @param service its name
 * @param team its owner; null when none is named
 * @param repository name of its first repository; null when it has none
 * @param deployments to the requested environment, or to production
 * @param linked those whose commits are known exactly
 * @param withBaseline those that have an earlier one to compare with
 * @param first 1 when the first deployment of all is among them, before which nothing can be known
 * @param commits that they delivered first
 * @param byHead those of them that are known only as the deployed head
 * @param samples lead times
 * @param fromOpening those that begin with the opening of the change, because its commits are unknown
 * @param fromCommitter those that begin with the committer time, because the author time is unknown
 * @param incidents opened in the window
 * @param incidentsLinked those that are linked to a deployment
 * @param isPushSeen whether a push to one of its repositories was ever reported
 * @param unseen branches and tags of deployments that are not linked or have no baseline, for which no push was reported; most frequent
 *     first, at most {@value #NAMED}
 * @param elsewhere environments of other tiers that it was deployed to in the window, when it was not deployed to production and no
 *     environment was requested; most frequent first, at most {@value #NAMED}
 * @param attempts deployments to the requested environment that were reported in the window, whatever their outcome
 * @param lastDeploymentAt newest success in production, whatever the window; null when there was none
 */
public record ServiceCoverage(
        String service,
        @Nullable String team,
        @Nullable String repository,
        long deployments,
        long linked,
        long withBaseline,
        long first,
        long commits,
        long byHead,
        long samples,
        long fromOpening,
        long fromCommitter,
        long incidents,
        long incidentsLinked,
        boolean isPushSeen,
        List<Named> unseen,
        List<Named> elsewhere,
        long attempts,
        @Nullable Instant lastDeploymentAt) {

    public static final int NAMED = 3;

    /** A number of deployments of a branch, or to an environment. */
    public record Named(String name, long deployments) {}
}
