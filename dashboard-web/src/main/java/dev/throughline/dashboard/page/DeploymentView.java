package dev.throughline.dashboard.page;

import dev.throughline.engine.history.Evidence;
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
        deployment.evidence().stream().map(DeploymentView::evidence).distinct().forEach(notes::add);
        if (deployment.mergedInto() != null) {
            notes.add("Part of the rollout of an earlier deployment.");
        }
        deployment.flags().stream().map(DeploymentView::flag).forEach(notes::add);
        String shortSha = sha.length() > SHORT ? sha.substring(0, SHORT) : sha;
        return new DeploymentView(
                Moment.of(deployment.at(), zone),
                deployment.environment(),
                shortSha,
                ref.equals(sha) ? "" : ref,
                sha,
                deployment.kind() == null ? "" : kind(deployment.kind()),
                isFailed ? "failed in production" : outcome(deployment.outcome()),
                isFailed,
                deployment.commits() == null ? "" : deployment.commits().toString(),
                notes,
                WebLink.orNull(deployment.url()));
    }

    private static String kind(String word) {
        return word.equals("initial") ? "first" : word;
    }

    private static String outcome(String word) {
        return switch (word) {
            case "success" -> "succeeded";
            case "failure" -> "did not get through";
            default -> word.replace('_', ' ');
        };
    }

    static String evidence(Evidence evidence) {
        return switch (evidence.rule()) {
            case "explicit" ->
                evidence.incident() == null
                        ? "Reported as failed, by its source or a person."
                        : "Reported as the cause of an incident.";
            case "declared" -> "An incident names it as its root cause.";
            case "rollback" -> "It was rolled back.";
            case "revert" -> "What it delivered was reverted.";
            case "hotfix" -> "A hotfix followed.";
            case "window" -> "An incident opened after it, within the attribution window (weak evidence).";
            default -> evidence.rule() + ".";
        };
    }

    static String flag(String flag) {
        return switch (flag) {
            case "ambiguous" -> "Which commits it delivered is uncertain, so none is counted.";
            case "unlinked" -> "Its commits are not known, so none is counted.";
            case "redelivered" -> "It brought back a version that had been rolled back.";
            case "non_fast_forward" -> "It is older than what it replaced and had not been deployed before.";
            case "negative_clamped" -> "A time that would be negative counts as 0.";
            case "clock_skew" -> "A clock ran ahead: the time of the push counts.";
            case "stale" -> "It delivered a commit more than a year old.";
            case "pr_opened" -> "Timed from the opening of a pull request.";
            default -> flag.replace('_', ' ') + ".";
        };
    }
}
