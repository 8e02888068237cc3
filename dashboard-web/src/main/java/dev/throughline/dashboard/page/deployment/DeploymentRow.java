package dev.throughline.dashboard.page.deployment;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.history.ListedDeployment;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A deployment as a row of the list. */
record DeploymentRow(
        String href,
        Moment at,
        @Nullable String service,
        @Nullable String serviceHref,
        String version,
        String sha,
        String ref,
        String environment,
        String kind,
        String outcome,
        boolean isFailed,
        String commits,
        List<String> notes) {

    static DeploymentRow of(ListedDeployment deployment, ZoneId zone) {
        String sha = deployment.sha() == null ? "" : deployment.sha();
        String ref = deployment.ref() == null ? "" : deployment.ref();
        boolean isFailed = Boolean.TRUE.equals(deployment.failed());
        return new DeploymentRow(
                Paths.deployment(deployment.id()),
                Moment.of(deployment.at(), zone),
                deployment.service(),
                deployment.service() == null ? null : ServicePath.of(deployment.service(), "?"),
                sha.isEmpty() ? deployment.externalId() : CommitSha.shortened(sha),
                sha,
                ref.equals(sha) ? "" : ref,
                deployment.environment(),
                deployment.kind() == null ? "" : InWords.of(deployment.kind()),
                isFailed ? "failed in production" : InWords.of(deployment.outcome()),
                isFailed,
                deployment.commits() == null ? "" : deployment.commits().toString(),
                notes(deployment, isFailed));
    }

    private static List<String> notes(ListedDeployment deployment, boolean isFailed) {
        List<String> notes = new ArrayList<>();
        if (isFailed) {
            deployment.evidence().stream().map(InWords::of).distinct().forEach(notes::add);
        }
        if (deployment.mergedInto() != null) {
            notes.add("Part of the rollout of an earlier deployment.");
        }
        deployment.flags().stream().map(InWords::of).forEach(notes::add);
        return notes;
    }
}
