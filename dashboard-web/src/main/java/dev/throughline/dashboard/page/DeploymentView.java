package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.InWords;
import dev.throughline.engine.history.ListedDeployment;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A deployment as a row of a table, its evidence and flags in words. */
record DeploymentView(
        Moment at,
        String environment,
        String commit,
        String ref,
        String sha,
        String kind,
        String outcome,
        boolean isFailed,
        String commits,
        List<String> notes,
        @Nullable String url) {

    private static final int SHORT = 8;

    static DeploymentView of(ListedDeployment deployment, ZoneId zone) {
        String sha = deployment.sha() == null ? "" : deployment.sha();
        String ref = deployment.ref() == null ? "" : deployment.ref();
        boolean isFailed = Boolean.TRUE.equals(deployment.failed());
        List<String> notes = new ArrayList<>();
        deployment.evidence().stream().map(InWords::of).distinct().forEach(notes::add);
        if (deployment.mergedInto() != null) {
            notes.add("Part of the rollout of an earlier deployment.");
        }
        deployment.flags().stream().map(InWords::of).forEach(notes::add);
        String shortSha = sha.length() > SHORT ? sha.substring(0, SHORT) : sha;
        return new DeploymentView(
                Moment.of(deployment.at(), zone),
                deployment.environment(),
                shortSha,
                ref.equals(sha) ? "" : ref,
                sha,
                deployment.kind() == null ? "" : InWords.of(deployment.kind()),
                isFailed ? "failed in production" : InWords.of(deployment.outcome()),
                isFailed,
                deployment.commits() == null ? "" : deployment.commits().toString(),
                notes,
                WebLink.orNull(deployment.url()));
    }
}
