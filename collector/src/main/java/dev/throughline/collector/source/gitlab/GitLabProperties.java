package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.engine.fact.DeploymentEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How GitLab's deliveries are read.
 *
 * @param secret secret tokens and signing tokens of the webhooks, each of them valid, so that one can be replaced without a gap; without
 *     any, every delivery is refused
 * @param incidentLabels an issue with one of these labels, or of a type of this name, in any case, is an incident
 * @param deployments projects whose deployments are not those that GitLab keeps
 */
record GitLabProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue("incident") List<String> incidentLabels,
        @DefaultValue List<DeploymentRule> deployments) {

    static final String DEPLOYMENTS = "throughline.gitlab.deployments";

    private static final Set<DeploymentEvent> EVENTS =
            Set.of(DeploymentEvent.RELEASE, DeploymentEvent.TAG, DeploymentEvent.PIPELINE, DeploymentEvent.JOB);

    GitLabProperties {
        incidentLabels = incidentLabels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .toList();
        deployments = DeploymentRule.checked(DEPLOYMENTS, EVENTS, deployments);
    }
}
