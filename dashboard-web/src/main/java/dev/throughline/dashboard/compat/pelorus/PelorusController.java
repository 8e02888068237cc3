package dev.throughline.dashboard.compat.pelorus;

import dev.throughline.engine.history.ProductionDeployment;
import dev.throughline.engine.history.ProductionDeployments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The gauges that Pelorus' exporters expose, for its recording rules and boards. A series per deployment grows without end in Prometheus,
 * so it is served only if enabled, at its own path, and only for recent deployments.
 */
@RestController
@Profile("web")
@ConditionalOnBooleanProperty("throughline.compat.pelorus")
@Tag(name = "Pelorus compatibility", description = "The metrics of Pelorus' exporters. docs/compatibility.md")
class PelorusController {

    /** As Pelorus: a sample bears the time of its deployment, and Prometheus refuses older ones. */
    private static final Duration DEPLOYMENTS = Duration.ofMinutes(30);

    private static final Duration FAILURES = Duration.ofDays(30);
    private static final int MOST = 5_000;
    private static final MediaType PROMETHEUS = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private final ProductionDeployments deployments;
    private final Clock clock;

    PelorusController(ProductionDeployments deployments, Clock clock) {
        this.deployments = deployments;
        this.clock = clock;
    }

    @GetMapping(path = "/compat/pelorus/metrics", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "pelorus_metrics",
            summary = "Deployments and failures as Pelorus exposes them",
            description =
                    "Deployments of the last 30 minutes, failures that began in the last 30 days, at most 5,000 of each. Only with throughline.compat.pelorus=true.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject("""
                                    # HELP deploy_timestamp Deployment timestamp
                                    # TYPE deploy_timestamp gauge
                                    deploy_timestamp{namespace="production",app="/acme/shop/",image_sha="3f2c9b1d5e7a8046b2c1d0e9f8a7b6c5d4e3f2a1"} 1772449200 1772449200000
                                    """)))
    ResponseEntity<String> metrics() {
        Instant now = clock.instant();
        List<ProductionDeployment> recent =
                deployments.between(List.of(), now.minus(DEPLOYMENTS), now.plusSeconds(1), MOST);
        List<ProductionDeployment> failed = deployments.failedBetween(now.minus(FAILURES), now.plusSeconds(1), MOST);
        return ResponseEntity.ok().contentType(PROMETHEUS).body(commits(recent) + deploys(recent) + failures(failed));
    }

    /** Only one per app and image: Pelorus' rules join by them. */
    private static String commits(List<ProductionDeployment> recent) {
        Exposition exposition = new Exposition("commit_timestamp", "Commit timestamp");
        Set<String> told = new HashSet<>();
        for (ProductionDeployment deployment : recent) {
            Instant authorAt = deployment.authorAt();
            String sha = deployment.sha();
            if (sha != null && authorAt != null && told.add(app(deployment) + sha)) {
                exposition.add(
                        authorAt,
                        null,
                        "namespace",
                        deployment.environment(),
                        "app",
                        app(deployment),
                        "commit",
                        sha,
                        "image_sha",
                        sha,
                        "commit_link",
                        link(deployment));
            }
        }
        return exposition.toString();
    }

    private static String deploys(List<ProductionDeployment> recent) {
        Exposition exposition = new Exposition("deploy_timestamp", "Deployment timestamp");
        for (ProductionDeployment deployment : recent) {
            String sha = deployment.sha();
            if (sha != null) {
                exposition.add(
                        deployment.at(),
                        deployment.at(),
                        "namespace",
                        deployment.environment(),
                        "app",
                        app(deployment),
                        "image_sha",
                        sha);
            }
        }
        return exposition.toString();
    }

    private static String failures(List<ProductionDeployment> failed) {
        Exposition created = new Exposition("failure_creation_timestamp", "Failure Creation Timestamp");
        Exposition resolved = new Exposition("failure_resolution_timestamp", "Failure Resolution Timestamp");
        for (ProductionDeployment deployment : failed) {
            tell(created, deployment, deployment.failedAt());
            tell(resolved, deployment, deployment.restoredAt());
        }
        return created.toString() + resolved;
    }

    /** A failed deployment is a failure, however many incidents it had. */
    private static void tell(Exposition exposition, ProductionDeployment deployment, @Nullable Instant at) {
        if (at != null) {
            exposition.add(at, null, "app", app(deployment), "issue_number", deployment.externalId());
        }
    }

    /** Pelorus' boards look for a name between slashes. */
    private static String app(ProductionDeployment deployment) {
        return "/" + deployment.service() + "/";
    }

    private static String link(ProductionDeployment deployment) {
        ProductionDeployment.Delivered change = deployment.change();
        String url = change == null ? deployment.url() : change.url();
        return url == null ? "" : url;
    }
}
