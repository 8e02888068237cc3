package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.postgres.Instants;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the rows of deployment_fact. */
record DeploymentFactRows(JdbcClient jdbc, long service) {

    void insert(LogicalDeployment deployment, Link link, DeploymentSums sums) {
        jdbc.sql("""
                        insert into deployment_fact (
                            service_id, deployment_id, environment, merged_environments, at, external_id, sha, kind, counts, linked_by, has_baseline,
                            flags, commits, failed, rework, lead_seconds, lead_starts, lead_change_seconds, lead_merge_seconds, changes_again)
                        values (
                            :service, :id, :environment, :mergedEnvironments, :at, :externalId, :sha, :kind, :counts, :linkedBy, :hasBaseline,
                            :flags, :commits, false, false, :lead, :leadStarts, :leadChange, :leadMerge, :changesAgain::uuid[])
                        """)
                .param("service", service)
                .param("id", deployment.id())
                .param("environment", deployment.first().environment())
                .param("mergedEnvironments", deployment.otherEnvironments().toArray(String[]::new))
                .param("at", Instants.utc(deployment.at()))
                .param("externalId", deployment.first().externalId())
                .param("sha", deployment.sha() == null ? null : deployment.sha().value())
                .param("kind", deployment.kind().word())
                .param("counts", deployment.counts())
                .param("linkedBy", link.linkedBy().word())
                .param("hasBaseline", link.hasBaseline())
                .param("flags", flags(deployment, link))
                .param("commits", sums.commits())
                .param("lead", sums.lead())
                .param("leadStarts", sums.leadStarts())
                .param("leadChange", sums.leadChange())
                .param("leadMerge", sums.leadMerge())
                .param("changesAgain", Texts.ofIds(sums.changesAgain()))
                .update();
    }

    private static String[] flags(LogicalDeployment deployment, Link link) {
        List<Flag> flags = new ArrayList<>();
        switch (link.certainty()) {
            case AMBIGUOUS -> flags.add(Flag.AMBIGUOUS);
            case UNLINKED -> flags.add(Flag.UNLINKED);
            case INITIAL, EXACT -> {}
        }
        if (deployment.isRedelivered()) {
            flags.add(Flag.REDELIVERED);
        }
        if (link.isNonFastForward()) {
            flags.add(Flag.NON_FAST_FORWARD);
        }
        return flags.stream().map(Flag::word).toArray(String[]::new);
    }
}
