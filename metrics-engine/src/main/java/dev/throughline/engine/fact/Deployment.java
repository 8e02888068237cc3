package dev.throughline.engine.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a source reports it, whatever its outcome.
 *
 * @param details what only a report contains
 * @param readFrom the event that it was read from; null for a report, to which no deployment rule applies
 */
public record Deployment(
        DeploymentKey key,
        Revision revision,
        Environment environment,
        Request request,
        Details details,
        @Nullable ReadFrom readFrom,
        Statement statement)
        implements Fact {

    /** A deployment that is reported. */
    public Deployment(
            DeploymentKey key,
            Revision revision,
            Environment environment,
            Request request,
            Details details,
            Statement statement) {
        this(key, revision, environment, request, details, null, statement);
    }

    /**
     * How a deployment was requested.
     *
     * @param at when
     * @param isRollback whether the source flags it as a rollback
     * @param url page that shows it; null when there is none
     */
    public record Request(
            Instant at, boolean isRollback, @Nullable String url) {

        /** One that is not flagged as a rollback. */
        public Request(Instant at, @Nullable String url) {
            this(at, false, url);
        }
    }

    /**
     * What webhooks do not say about a deployment. Each is null when not given.
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
