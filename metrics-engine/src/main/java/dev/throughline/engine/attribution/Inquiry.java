package dev.throughline.engine.attribution;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The input of the rules.
 *
 * @param works what deployments delivered that may repair others
 * @param incidents those of the service, and those elsewhere that name one of its deployments
 * @param said what people, and sources apart from statuses, say about deployments, by id
 */
public record Inquiry(
        DeploymentSequence history, List<Work> works, List<IncidentCase> incidents, Map<UUID, Ruling> said) {

    Rulings rulings() {
        return new Rulings(history, said);
    }
}
