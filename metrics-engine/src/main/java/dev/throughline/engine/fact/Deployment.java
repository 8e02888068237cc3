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
 * @param details what only a report tells
 * @param readFrom the event that it was read from; null for a report, which no rule of what deploys concerns
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
        Details details,
        @Nullable ReadFrom readFrom,
        Statement statement)
        implements Fact {

    /** A deployment that is reported. */
    public Deployment(
            DeploymentKey key,
            @Nullable CommitSha sha,
            @Nullable String tag,
            @Nullable String ref,
            String environment,
            Tier tier,
            boolean isRollback,
            Instant createdAt,
            @Nullable String url,
            Details details,
            Statement statement) {
        this(key, sha, tag, ref, environment, tier, isRollback, createdAt, url, details, null, statement);
    }

    /**
     * What webhooks do not tell of a deployment. Each is null when nothing is said.
     *
     * @param version name of what was built from the commit
     * @param digest digest of the artifact or of its configuration
     * @param commitsIn name of the repository that has the commit
     * @param isUnplanned whether it was unplanned remediation
     */
    public record Details(
            @Nullable String version,
            @Nullable String digest,
            @Nullable String commitsIn,
            @Nullable Boolean isUnplanned) {

        public static final Details NONE = new Details(null, null, null, null);
    }

    @Override
    public RepositoryId repository() {
        return key.repository();
    }
}
