package dev.throughline.collector.source.gitea;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.engine.fact.DeploymentEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the deliveries of Gitea, Forgejo and Gogs are read.
 *
 * @param secret secrets of the webhooks, each of them valid, so that one can be replaced without a gap; without any, every delivery is refused
 * @param incidentLabels an issue with one of these labels, ignoring case, is an incident
 * @param deployments repositories whose releases or tags are deployments
 */
record GiteaProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue("incident") List<String> incidentLabels,
        @DefaultValue List<DeploymentRule> deployments) {

    static final String DEPLOYMENTS = "throughline.gitea.deployments";

    private static final Set<DeploymentEvent> EVENTS = Set.of(DeploymentEvent.RELEASE, DeploymentEvent.TAG);

    GiteaProperties {
        incidentLabels = incidentLabels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .toList();
        deployments = DeploymentRule.checked(DEPLOYMENTS, EVENTS, deployments);
    }
}
