package dev.throughline.engine.metric;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of what happened to a service in a window, and what is not, as counts. Redeploys are in none of them.
 *
 * @param service its name
 * @param team who owns it; null when nobody is named
 * @param repository name of its first repository; null when it has none
 * @param deployments to the environment that was asked for, or to production
 * @param linked those whose commits are known exactly
 * @param withBaseline those that have an earlier one to compare with
 * @param first 1 when the first deployment of all is among them, before which nothing can be known
 * @param commits that they were the first to deliver
 * @param byHead those of them that are known only as the head that was deployed
 * @param samples lead times
 * @param fromOpening those that begin with the opening of the change, as its commits are not known
 * @param fromCommitter those that begin with the committer's time, as the author's is not known
 * @param incidents opened in the window
 * @param incidentsLinked those that are linked to a deployment
 * @param isPushSeen whether a push of a repository of it was ever told
 * @param unseen branches and tags of deployments that are not linked or have no baseline, of which no push was told; the most frequent
 *     first, at most {@value #NAMED}
 * @param elsewhere environments of other tiers that it was deployed to in the window, when it was not deployed to production and no environment was asked
 *     for; the most frequent first, at most {@value #NAMED}
 * @param attempts deployments that were reported in the window to what was asked for, whatever came of them
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

    /** So many deployments of a branch, or to an environment. */
    public record Named(String name, long deployments) {}
}
