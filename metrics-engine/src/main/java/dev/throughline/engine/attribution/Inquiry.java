package dev.throughline.engine.attribution;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the rules are asked about.
 *
 * @param works what deployments delivered that may repair others
 * @param incidents those of the service, and those elsewhere that name a deployment of it
 * @param said what people, and sources beside statuses, say of deployments, by id
 */
public record Inquiry(
        DeploymentSequence history, List<Work> works, List<IncidentCase> incidents, Map<UUID, Ruling> said) {

    Rulings rulings() {
        return new Rulings(history, said);
    }
}
