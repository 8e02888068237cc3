package dev.throughline.dashboard.compat.opendora;

import dev.throughline.dashboard.compat.CompatProperties;
import dev.throughline.engine.history.ServiceFinder;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.TooManyBuckets;
import dev.throughline.engine.metric.Window;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The API for the OpenDORA plugin, at the root of the address, because it replaces the path of its configured one. It runs in the browser:
 * {@code THROUGHLINE_CORS_ORIGINS} must name the origin of Backstage.
 */
@RestController
@Profile("web")
@Tag(
        name = "OpenDORA compatibility",
        description = "What the OpenDORA plugin for Backstage reads. docs/compatibility.md")
class OpenDoraController {

    private final ServiceFinder services;
    private final FourKeys fourKeys;
    private final CompatProperties properties;
    private final Clock clock;

    OpenDoraController(ServiceFinder services, FourKeys fourKeys, CompatProperties properties, Clock clock) {
        this.services = services;
        this.fourKeys = fourKeys;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping(path = "/dora/api/metric", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "opendora_metric",
            summary = "The points of one of OpenDORA's charts",
            description =
                    "df_count is a count, df_average a count per day, mltc and mttr are hours, cfr is a ratio. A week, month or quarter that the window cuts is cut.")
    @Parameter(name = "parameters", hidden = true)
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            required = true,
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"df_count", "df_average", "mltc", "cfr", "mttr"}))
    @Parameter(
            name = "aggregation",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"weekly", "monthly", "quarterly"},
                            defaultValue = "weekly"))
    @Parameter(
            name = "project",
            in = ParameterIn.QUERY,
            description = "The name of a repository without its owner, in any case, else of a service. Default: all.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "With to. Default: six months before now.",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Exclusive, not in the future. Default: now.",
            schema = @Schema(type = "string", format = "date-time"))
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MetricAnswer.class), examples = @ExampleObject("""
                    {"aggregation": "weekly", "dataPoints": [{"key": "2026-W10", "value": 3.0}, {"key": "2026-W11", "value": 1.0}]}""")))
    @ApiResponse(
            responseCode = "default",
            description = "What is wrong, in a sentence.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject("from should be a date before to")))
    MetricAnswer metric(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        MetricRequest request = MetricRequest.of(parameters, clock);
        List<String> names = request.project() == null ? List.of() : services.ofRepository(request.project());
        if (request.project() != null && names.isEmpty()) {
            return new MetricAnswer(request.aggregation().word(), List.of());
        }
        return new MetricAnswer(
                request.aggregation().word(),
                report(names, request.window(), request.aggregation().interval()).buckets().stream()
                        .map(bucket -> point(request, bucket))
                        .toList());
    }

    @GetMapping(path = "/dora/api/benchmark", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "opendora_benchmark",
            summary = "One of OpenDORA's tiles",
            description =
                    "All services together over the last six months. Nothing is read unless throughline.compat.opendora-benchmark names an edition of DORA's survey.")
    @Parameter(name = "parameters", hidden = true)
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            required = true,
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"df", "mltc", "cfr", "mttr"}))
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = BenchmarkAnswer.class),
                            examples = @ExampleObject("{\"key\": \"week-high\", \"value\": \"3.2\"}")))
    @ApiResponse(
            responseCode = "default",
            description = "What is wrong, in a sentence.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN_VALUE,
                            schema = @Schema(type = "string"),
                            examples =
                                    @ExampleObject(
                                            "type should be provided as one of the following: df, mltc, cfr, mttr")))
    BenchmarkAnswer benchmark(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        Tile tile = MetricRequest.tile(parameters);
        Window window = MetricRequest.usual(clock);
        return tile.answer(report(List.of(), window, null).metrics(), window, properties.opendoraEdition());
    }

    @ExceptionHandler
    ResponseEntity<String> onRefused(Refused refused) {
        return ResponseEntity.badRequest().contentType(MediaType.TEXT_PLAIN).body(refused.sentence() + "\n");
    }

    private Report report(List<String> names, Window window, @Nullable Interval interval) {
        try {
            return fourKeys.report(new Scope(names, null), window, interval, Basis.COMMIT);
        } catch (TooManyBuckets _) {
            throw new Refused("from and to should be at most %,d points apart".formatted(TooManyBuckets.MOST));
        }
    }

    private static MetricAnswer.DataPoint point(MetricRequest request, Report.Bucket bucket) {
        return new MetricAnswer.DataPoint(
                request.aggregation().key(LocalDate.ofInstant(bucket.from(), ZoneOffset.UTC)),
                request.chart().value(bucket.metrics()));
    }
}
