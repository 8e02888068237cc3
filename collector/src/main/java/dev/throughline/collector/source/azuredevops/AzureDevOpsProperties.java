package dev.throughline.collector.source.azuredevops;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.engine.fact.DeploymentEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Azure DevOps' service hooks are read.
 *
 * @param secret passwords of the hooks, each of them valid, so that one can be replaced without a gap; without any, every delivery is refused
 * @param incidentTypes a work item of one of these types, ignoring case, is an incident
 * @param resolvedStates an incident in one of these states, ignoring case, is over
 * @param deployments repositories for which a pipeline is the deployment
 */
record AzureDevOpsProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue("Incident") List<String> incidentTypes,

        @DefaultValue({"Resolved", "Closed", "Done", "Completed"})
        List<String> resolvedStates,

        @DefaultValue List<DeploymentRule> deployments) {

    static final String DEPLOYMENTS = "throughline.azure-devops.deployments";

    AzureDevOpsProperties {
        incidentTypes = lowerCase(incidentTypes);
        resolvedStates = lowerCase(resolvedStates);
        deployments = DeploymentRule.checked(DEPLOYMENTS, Set.of(DeploymentEvent.PIPELINE), deployments);
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }
}
