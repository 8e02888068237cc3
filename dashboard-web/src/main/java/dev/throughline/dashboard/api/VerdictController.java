package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.VerdictBook;
import dev.throughline.engine.verdict.Word.Field;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Takes what people say of deployments and incidents. It wins over every rule; the numbers follow once it is derived again. */
@RestController
@Profile("web")
class VerdictController {

    private final Deployments deployments;
    private final Incidents incidents;
    private final VerdictBook verdicts;
    private final Clock clock;

    VerdictController(Deployments deployments, Incidents incidents, VerdictBook verdicts, Clock clock) {
        this.deployments = deployments;
        this.incidents = incidents;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    /** Says that a deployment failed or did not, was unplanned or not, or is none at all. */
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
        if (!verdicts.keepOfDeployment(deployment, verdicts(body, request))) {
            throw noDeployment(id);
        }
        return deployments
                .byId(deployment)
                .map(DeploymentItem::of)
                .orElseThrow(() -> noDeployment(id))
                .with(verdicts.of(deployment));
    }

    /** Says what caused an incident, or that it is no evidence. */
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
        if (!verdicts.keepOfIncident(incident, verdicts(body, request))) {
            throw noIncident(id);
        }
        return incidents
                .byId(incident)
                .map(IncidentItem::of)
                .orElseThrow(() -> noIncident(id))
                .with(verdicts.of(incident));
    }

    private List<Verdict> verdicts(VerdictBody body, HttpServletRequest request) {
        String actor = Actor.of(request.getHeader(Actor.HEADER));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return body.words().stream()
                .map(word -> new Verdict(word, body.reason(), actor, now))
                .toList();
    }

    private static NotFound noDeployment(String id) {
        return new NotFound("no deployment has the id " + id);
    }

    private static NotFound noIncident(String id) {
        return new NotFound("no incident has the id " + id);
    }
}
