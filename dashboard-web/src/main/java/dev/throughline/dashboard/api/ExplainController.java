package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.UnknownZone;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is behind each of the five metrics: the deployments and commits that it counts, and those that it leaves out. */
@RestController
@Profile("web")
class ExplainController {

    private final FourKeys fourKeys;
    private final Parts parts;
    private final Services services;
    private final Clock clock;

    ExplainController(FourKeys fourKeys, Parts parts, Services services, Clock clock) {
        this.fourKeys = fourKeys;
        this.services = services;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/metrics/{metric}/explain", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "explain",
            summary = "What a number is made of",
            description = "The parts of one metric of a scope over a window. The sum of its parts is the number.")
    @Parameter(
            name = "metric",
            in = ParameterIn.PATH,
            required = true,
            schema =
                    @Schema(
                            allowableValues = {
                                "deployment_frequency",
                                "change_lead_time",
                                "change_fail_rate",
                                "failed_deployment_recovery_time",
                                "deployment_rework_rate"
                            }))
    @ScopeParameters
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The next of the part before.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "At most so many items and excluded together.",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
    ExplainAnswer explain(HttpServletRequest request, @PathVariable String metric) {
        Metric asked = Metric.named(metric).orElseThrow(() -> new NotFound("no metric is called '" + metric + "'"));
        MetricsQuery query = MetricsQuery.toExplain(request.getParameterMap(), clock, services::ofTeam);
        Paging paging = Paging.byTime(request.getParameter("after"), request.getParameter("limit"));
        try {
            return ExplainAnswer.of(
                    asked,
                    query,
                    fourKeys.report(query.scope(), query.window(), null, query.basis(), query.profile()),
                    parts.page(
                            asked,
                            query.scope(),
                            query.window(),
                            query.basis(),
                            query.profile(),
                            paging.after(),
                            paging.limit()));
        } catch (UnknownZone _) {
            throw new BadParameter("timezone", query.window().zone().getId(), MetricsQuery.ZONE);
        }
    }
}
