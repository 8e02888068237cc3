package dev.throughline.collector.report;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentStatus.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a pipeline says about a finished deployment, in its own format. It is read as if it had been reported.
 *
 * @param service name of the service, or of the repository that it is
 * @param id the pipeline's own id for it
 * @param outcome success, failure or cancelled
 * @param startedAt null when unknown
 * @param ref what was requested to be deployed, for display; null when unknown
 * @param repository name of the repository that has the commit, if that is not the service's; otherwise null
 * @param url page that shows it; null when there is none
 */
public record EndedDeployment(
        String service,
        String id,
        String environment,
        CommitSha sha,
        State outcome,
        @Nullable Instant startedAt,
        Instant finishedAt,
        @Nullable String ref,
        @Nullable String repository,
        @Nullable String url) {

    /**
     * Its report.
     *
     * @throws BadBody naming what does not fit, such as a name that is too long
     */
    public SourceReport by(String source) {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("service", service)
                .put("id", id)
                .put("environment", environment)
                .put("sha", sha.value())
                .put("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .put("started_at", startedAt == null ? null : startedAt.toString())
                .put("finished_at", finishedAt.toString())
                .put("ref", ref)
                .put("repository", repository)
                .put("url", url);
        return SourceReport.read(
                source, SourceReport.Kind.DEPLOYMENT, report.toString().getBytes(StandardCharsets.UTF_8));
    }
}
