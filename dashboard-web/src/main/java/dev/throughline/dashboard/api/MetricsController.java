package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.TooManyBuckets;
import dev.throughline.engine.metric.UnknownZone;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The five metrics of a scope over a window, with intervals, coverage and buckets. */
@RestController
@Profile("web")
class MetricsController {

    private final FourKeys fourKeys;
    private final Services services;
    private final Clock clock;

    MetricsController(FourKeys fourKeys, Services services, Clock clock) {
        this.fourKeys = fourKeys;
        this.services = services;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/metrics", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "metrics")
    @ScopeParameters
    @Parameter(
            name = "interval",
            in = ParameterIn.QUERY,
            description = "Length of the buckets, at most 2,000; weeks start on Monday. None means no buckets.",
            schema = @Schema(allowableValues = {"day", "week", "month", "quarter"}))
    @Parameter(
            name = "quick_check",
            in = ParameterIn.QUERY,
            description = "Whether to answer DORA's Quick Check too.",
            schema = @Schema(type = "boolean", defaultValue = "false"))
    @Parameter(
            name = "benchmark",
            in = ParameterIn.QUERY,
            description =
                    "The edition of DORA's survey to read the values of the window against, by its year. None reads against nothing.",
            schema = @Schema(allowableValues = {"2018", "2019", "2021", "2022", "2023", "2024", "2025"}))
    MetricsAnswer metrics(HttpServletRequest request) {
        MetricsQuery query = MetricsQuery.of(request.getParameterMap(), clock, services::ofTeam);
        Report report = report(query);
        return MetricsAnswer.of(
                query,
                report,
                query.isQuickCheck() ? fourKeys.quickCheck(query.scope(), query.window(), report.metrics()) : null);
    }

    private Report report(MetricsQuery query) {
        try {
            return fourKeys.report(query.scope(), query.window(), query.interval(), query.basis(), query.profile());
        } catch (TooManyBuckets _) {
            throw new BadParameter(
                    "interval",
                    word(query.interval()),
                    "at most %,d buckets: a longer interval or a shorter window".formatted(TooManyBuckets.MOST));
        } catch (UnknownZone _) {
            throw new BadParameter("timezone", query.window().zone().getId(), MetricsQuery.ZONE);
        }
    }

    private static String word(@Nullable Interval interval) {
        return interval == null ? "" : interval.word();
    }
}
