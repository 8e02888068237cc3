package dev.throughline.dashboard.compat.gitlab;

import dev.throughline.engine.history.ServiceFinder;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * GitLab's {@code dora/metrics}, as its code answers: an array of the days or months that have data. Counted by the profile {@code gitlab}.
 * A project is a service, by its path or by its id on GitLab; a group is every service below its path.
 */
@RestController
@Profile("web")
@Tag(
        name = "GitLab compatibility",
        description = "What GitLab's REST API answers about DORA metrics. docs/compatibility.md")
class GitLabDoraController {

    private static final String EXAMPLE = """
            [{"date": "2026-03-01", "value": 3.0}, {"date": "2026-03-04", "value": 1.0}]""";
    private static final String REFUSED = """
            {"message": "The interval must be one of all,monthly,daily."}""";

    private final ServiceFinder services;
    private final FourKeys fourKeys;
    private final Clock clock;

    GitLabDoraController(ServiceFinder services, FourKeys fourKeys, Clock clock) {
        this.services = services;
        this.fourKeys = fourKeys;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v4/projects/{id}/dora/metrics", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "gitlab_project_dora_metrics",
            summary = "A project's DORA metrics as GitLab answers them",
            description =
                    "Deployments per day, seconds of lead time or recovery, or incidents per deployment, by the profile gitlab. Days and months without data are left out.")
    @DoraParameters
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            array = @ArraySchema(schema = @Schema(implementation = DoraRow.class)),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(
            responseCode = "default",
            description = "What is wrong, as GitLab says it.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema =
                                    @Schema(
                                            type = "object",
                                            description = "message, or error for a parameter of the wrong type."),
                            examples = @ExampleObject(REFUSED)))
    List<DoraRow> project(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return answer(found(services.ofProject(id), "Project"), parameters);
    }

    @GetMapping(path = "/api/v4/groups/{id}/dora/metrics", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "gitlab_group_dora_metrics",
            summary = "A group's DORA metrics as GitLab answers them",
            description =
                    "Of all services whose names begin with the group's path, pooled. Otherwise as for a project.")
    @DoraParameters
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            array = @ArraySchema(schema = @Schema(implementation = DoraRow.class)),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(
            responseCode = "default",
            description = "What is wrong, as GitLab says it.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema =
                                    @Schema(
                                            type = "object",
                                            description = "message, or error for a parameter of the wrong type."),
                            examples = @ExampleObject(REFUSED)))
    List<DoraRow> group(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return answer(found(services.ofGroup(id), "Group"), parameters);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> onRefused(Refused refused) {
        return ResponseEntity.status(refused.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(refused.key(), refused.text()));
    }

    private static List<String> found(List<String> names, String what) {
        if (names.isEmpty()) {
            throw Refused.notFound(what);
        }
        return names;
    }

    private List<DoraRow> answer(List<String> names, MultiValueMap<String, String> parameters) {
        DoraQuery query = DoraQuery.of(parameters, clock);
        if (!query.isOfProduction()) {
            return List.of();
        }
        Report report = fourKeys.report(
                new Scope(names, null),
                query.window(),
                query.interval(),
                Basis.MERGE,
                dev.throughline.engine.metric.Profile.GITLAB);
        if (query.interval() == null) {
            return List.of(new DoraRow(null, query.metric().value(report.metrics())));
        }
        return report.buckets().stream()
                .filter(bucket -> hasData(bucket.metrics()))
                .map(bucket -> new DoraRow(
                        date(bucket, query.interval()), query.metric().value(bucket.metrics())))
                .toList();
    }

    /** GitLab keeps one row of all four metrics per day, for the days on which there was something. */
    private static boolean hasData(FiveMetrics metrics) {
        return metrics.deploymentFrequency().count() > 0
                || metrics.changeLeadTime().n() > 0
                || metrics.failedDeploymentRecoveryTime().n() > 0
                || metrics.changeFailRate().numerator() > 0;
    }

    /** The first of the month, also where the range begins later. */
    private static LocalDate date(Report.Bucket bucket, Interval interval) {
        LocalDate from = LocalDate.ofInstant(bucket.from(), ZoneOffset.UTC);
        return interval == Interval.MONTH ? from.withDayOfMonth(1) : from;
    }
}
