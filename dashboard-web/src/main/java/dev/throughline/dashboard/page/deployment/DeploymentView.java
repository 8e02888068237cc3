package dev.throughline.dashboard.page.deployment;

import dev.throughline.dashboard.page.frame.CommitRow;
import dev.throughline.dashboard.page.frame.Fact;
import dev.throughline.dashboard.page.frame.ForgeLink;
import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Piece;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.page.frame.WebLink;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.history.DeploymentDetails;
import dev.throughline.engine.history.Details;
import dev.throughline.engine.history.ListedDeployment;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as shown on its page.
 *
 * @param version start of its sha, or another name
 * @param took how long it ran; empty when unknown
 * @param serviceHref null when it belongs to no service
 * @param forgeHref its page at its source; null for none
 * @param state its outcome
 * @param because why it is considered failed, a sentence each, strongest first
 * @param repaired what it repaired, a sentence each
 * @param changes those it delivered first, a sentence each
 * @param delivered how much it delivered
 * @param flags what to know about it
 */
record DeploymentView(
        String version,
        String sha,
        @Nullable String shaHref,
        String environment,
        Moment at,
        String took,
        @Nullable String service,
        @Nullable String serviceHref,
        String forge,
        @Nullable String forgeHref,
        String state,
        boolean isFailed,
        List<List<Piece>> because,
        List<List<Piece>> repaired,
        List<Fact> facts,
        String delivered,
        List<List<Piece>> changes,
        List<CommitRow> commits,
        boolean areMoreCommits,
        List<String> flags) {

    static DeploymentView of(DeploymentDetails details, ZoneId zone) {
        ListedDeployment deployment = details.deployment();
        String sha = deployment.sha() == null ? "" : deployment.sha();
        boolean isFailed = Boolean.TRUE.equals(deployment.failed());
        EvidenceSentences sentences = new EvidenceSentences(details, zone);
        Delivered delivered = Delivered.of(details);
        return new DeploymentView(
                sha.isEmpty() ? deployment.externalId() : CommitSha.shortened(sha),
                sha,
                ForgeLink.commit(details.repository(), deployment.sha()),
                deployment.environment(),
                Moment.of(deployment.at(), zone),
                took(deployment),
                deployment.service(),
                deployment.service() == null ? null : ServicePath.of(deployment.service(), "?"),
                ForgeLink.name(details.repository()),
                WebLink.orNull(deployment.url()),
                state(deployment),
                isFailed,
                isFailed ? sentences.against() : List.of(),
                sentences.repaired(),
                DeploymentFacts.of(details, zone),
                delivered.summary(),
                delivered.changes(),
                details.commits().stream()
                        .map(commit -> CommitRow.of(commit, zone))
                        .toList(),
                deployment.commits() != null
                        && deployment.commits() > details.commits().size()
                        && details.commits().size() >= Details.MOST_COMMITS,
                deployment.flags().stream().map(InWords::of).toList());
    }

    private static String took(ListedDeployment deployment) {
        return deployment.finishedAt() == null || !deployment.finishedAt().isAfter(deployment.startedAt())
                ? ""
                : Wording.duration((double) Duration.between(deployment.startedAt(), deployment.finishedAt())
                        .toSeconds());
    }

    private static String state(ListedDeployment deployment) {
        if (deployment.failed() == null) {
            return switch (deployment.outcome()) {
                case SUCCESS -> "Succeeded";
                case FAILURE -> "Did not get through";
                case CANCELLED -> "Cancelled";
                case IN_PROGRESS -> "In progress";
            };
        }
        return deployment.failed() ? "Failed" : "Did not fail";
    }
}
