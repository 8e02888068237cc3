package dev.throughline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, see {@link ListedDeployment}.
 *
 * @param verdicts what people said about it, oldest first; left out in lists
 * @param pending in the answer to a verdict: whether the numbers still follow; left out elsewhere
 */
record DeploymentItem(
        UUID id,
        @Nullable String service,
        String environment,
        String tier,
        String source,
        String externalId,
        @Nullable String sha,
        @Nullable String ref,
        @Nullable String kind,
        String outcome,
        @Nullable Boolean failed,
        List<EvidenceItem> evidence,
        List<String> flags,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Integer commits,
        @Nullable String linkedBy,
        @Nullable UUID mergedInto,
        @Nullable String url,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VerdictItem> verdicts,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean pending) {

    /** Why it is considered failed: the rule, and whichever of the other three it is based on. */
    record EvidenceItem(
            String rule,
            String confidence,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID incident,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID deployment,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String sha) {

        static EvidenceItem of(Evidence evidence) {
            return new EvidenceItem(
                    evidence.rule().word(),
                    evidence.confidence().word(),
                    evidence.incident(),
                    evidence.deployment(),
                    evidence.sha());
        }
    }

    static DeploymentItem of(ListedDeployment deployment) {
        return new DeploymentItem(
                deployment.id(),
                deployment.service(),
                deployment.environment(),
                deployment.tier(),
                deployment.source(),
                deployment.externalId(),
                deployment.sha(),
                deployment.ref(),
                Term.wordOf(deployment.kind()),
                deployment.outcome().word(),
                deployment.failed(),
                deployment.evidence().stream().map(EvidenceItem::of).toList(),
                deployment.flags().stream().map(Term::word).toList(),
                deployment.startedAt(),
                deployment.finishedAt(),
                deployment.commits(),
                Term.wordOf(deployment.linkedBy()),
                deployment.mergedInto(),
                deployment.url(),
                null,
                null);
    }

    /** The same with what people said about it, which lists leave out. */
    DeploymentItem with(List<Verdict> said) {
        return with(said, null);
    }

    /** The same as the answer to a verdict. */
    DeploymentItem with(List<Verdict> said, @Nullable Boolean isPending) {
        return new DeploymentItem(
                id,
                service,
                environment,
                tier,
                source,
                externalId,
                sha,
                ref,
                kind,
                outcome,
                failed,
                evidence,
                flags,
                startedAt,
                finishedAt,
                commits,
                linkedBy,
                mergedInto,
                url,
                VerdictItem.of(said),
                isPending);
    }
}
