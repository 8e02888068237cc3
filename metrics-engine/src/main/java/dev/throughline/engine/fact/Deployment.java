package dev.throughline.engine.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a source reports it, whatever came of it.
 *
 * @param sha what was deployed; null when only the tag is known
 * @param tag tag that was deployed, when the source names no commit (a release); null otherwise
 * @param ref what was asked to be deployed, for display
 * @param environment name of the environment
 * @param isRollback whether the source flags it as a rollback
 * @param createdAt when it was asked for
 */
public record Deployment(
        DeploymentKey key,
        @Nullable CommitSha sha,
        @Nullable String tag,
        @Nullable String ref,
        String environment,
        Tier tier,
        boolean isRollback,
        Instant createdAt,
        @Nullable String url,
        Statement statement)
        implements Fact {

    @Override
    public RepositoryId repository() {
        return key.repository();
    }
}
