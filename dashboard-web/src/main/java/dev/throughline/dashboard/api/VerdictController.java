package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.dashboard.verdict.Actor;
import dev.throughline.dashboard.verdict.VerdictDesk;
import dev.throughline.dashboard.verdict.VerdictDesk.Kept;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.verdict.Word.Field;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Accepts what people say about deployments and incidents. It overrides every rule. The answer shows the effect, or says with {@code
 * pending} that the numbers still follow.
 */
@RestController
@Profile("web")
class VerdictController {

    private final Deployments deployments;
    private final Incidents incidents;
    private final VerdictDesk desk;

    VerdictController(Deployments deployments, Incidents incidents, VerdictDesk desk) {
        this.deployments = deployments;
        this.incidents = incidents;
        this.desk = desk;
    }

    /** Says that a deployment failed or did not, was unplanned or not, or does not count at all. */
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = VerdictBody.OfDeployment.class))))
    @PatchMapping(path = "/api/v1/deployments/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    DeploymentItem ofDeployment(HttpServletRequest request, @PathVariable String id) throws IOException {
        KnownParameters.only(request);
        UUID deployment = Ids.of(id).orElseThrow(() -> noDeployment(id));
        VerdictBody body = VerdictBody.read(request.getInputStream(), Field.FAILED, Field.UNPLANNED, Field.EXCLUDED);
        Kept kept = desk.ofDeployment(deployment, body.words(), body.reason(), actor(request));
        if (kept == Kept.NOT) {
            throw noDeployment(id);
        }
        return deployments
                .byId(deployment)
                .map(DeploymentItem::of)
                .orElseThrow(() -> noDeployment(id))
                .with(desk.saidOf(deployment), kept == Kept.PENDING);
    }

    /** Says what caused an incident, or that it is not evidence. */
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = VerdictBody.OfIncident.class))))
    @PatchMapping(path = "/api/v1/incidents/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    IncidentItem ofIncident(HttpServletRequest request, @PathVariable String id) throws IOException {
        KnownParameters.only(request);
        UUID incident = Ids.of(id).orElseThrow(() -> noIncident(id));
        VerdictBody body = VerdictBody.read(request.getInputStream(), Field.CAUSED_BY, Field.EXCLUDED);
        Kept kept = desk.ofIncident(incident, body.words(), body.reason(), actor(request));
        if (kept == Kept.NOT) {
            throw noIncident(id);
        }
        return incidents
                .byId(incident)
                .map(IncidentItem::of)
                .orElseThrow(() -> noIncident(id))
                .with(desk.saidOf(incident), kept == Kept.PENDING);
    }

    private static String actor(HttpServletRequest request) {
        return Actor.of(request.getHeader(Actor.HEADER));
    }

    private static NotFound noDeployment(String id) {
        return new NotFound("no deployment has the id " + id);
    }

    private static NotFound noIncident(String id) {
        return new NotFound("no incident has the id " + id);
    }
}
