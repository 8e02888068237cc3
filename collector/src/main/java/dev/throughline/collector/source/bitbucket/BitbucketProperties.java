package dev.throughline.collector.source.bitbucket;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.engine.fact.DeploymentEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Bitbucket Cloud's deliveries are read.
 *
 * @param secret secrets of the webhooks, each of them valid, so that one can be replaced without a gap; without any, every delivery is refused
 * @param incidentLabels an issue of one of these kinds or components, ignoring case, is an incident
 * @param deployments repositories whose tags are deployments
 */
record BitbucketProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue("incident") List<String> incidentLabels,
        @DefaultValue List<DeploymentRule> deployments) {

    static final String DEPLOYMENTS = "throughline.bitbucket.deployments";

    BitbucketProperties {
        incidentLabels = incidentLabels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .toList();
        deployments = DeploymentRule.checked(DEPLOYMENTS, Set.of(DeploymentEvent.TAG), deployments);
    }
}
