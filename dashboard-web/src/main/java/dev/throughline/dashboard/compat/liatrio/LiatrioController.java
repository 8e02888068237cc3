package dev.throughline.dashboard.compat.liatrio;

import dev.throughline.dashboard.problem.BadBody;
import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.ProductionDeployment;
import dev.throughline.engine.history.ProductionDeployments;
import dev.throughline.engine.history.ServiceFinder;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.UnknownService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Liatrio's plugin reads through Backstage's proxy. It computes its numbers itself, with its own formulas: it gets the deployments
 * that count here.
 */
@RestController
@Profile("web")
@Tag(
        name = "Liatrio compatibility",
        description = "What Liatrio's DORA plugin for Backstage reads. docs/compatibility.md")
class LiatrioController {

    private static final int MOST = 10_000;
    private static final int PAGE = 1_000;

    private final Services services;
    private final ServiceFinder finder;
    private final ProductionDeployments deployments;

    LiatrioController(Services services, ServiceFinder finder, ProductionDeployments deployments) {
        this.services = services;
        this.finder = finder;
        this.deployments = deployments;
    }

    @PostMapping(
            path = "/compat/liatrio/data",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "liatrio_data",
            summary = "A record for each deployment",
            description =
                    "The deployments to production that count, newest first, each with its newest change. Reads only. At most 10,000: more is 400.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RecordsAnswer.class), examples = @ExampleObject("""
                    {"records": [{"repository": "shop", "team": "payments", "title": "Sell apples",
                      "sha": "3f2c9b1d5e7a8046b2c1d0e9f8a7b6c5d4e3f2a1", "status": true, "failed_at": null,
                      "merged_at": "2026-03-02T10:45:00Z", "created_at": "2026-03-02T11:00:00Z", "fixed_at": null,
                      "deploy_url": "https://example.org/deployments/3", "change_url": "https://example.org/pull/12"}]}""")))
    RecordsAnswer data(@RequestBody RecordsQuery query) {
        String team = query.namedTeam();
        Map<String, String> asked = new LinkedHashMap<>();
        for (String repository : query.namedRepositories()) {
            finder.ofRepository(repository).forEach(service -> asked.putIfAbsent(service, repository));
        }
        Instant from = query.from();
        Instant until = query.until();
        if (asked.isEmpty() && !query.namedRepositories().isEmpty()) {
            return new RecordsAnswer(List.of());
        }
        List<String> names = team == null ? List.copyOf(asked.keySet()) : ofTeam(team, asked);
        if (team != null && names.isEmpty()) {
            return new RecordsAnswer(List.of());
        }
        List<ProductionDeployment> found = deployments.between(names, from, until, MOST + 1);
        if (found.size() > MOST) {
            throw new BadBody(
                    "start", from.toString(), "later, for there are more than %,d deployments".formatted(MOST));
        }
        return new RecordsAnswer(found.stream()
                .map(deployment -> RecordsAnswer.DoraRecord.of(
                        deployment, asked.getOrDefault(deployment.service(), deployment.service()), team))
                .toList());
    }

    @GetMapping(path = "/compat/liatrio/services", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "liatrio_services",
            summary = "What there is to choose from",
            description = "Every service, and every team that owns one.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Lists.class),
                            examples = @ExampleObject("{\"teams\": [\"payments\"], \"services\": [\"acme/shop\"]}")))
    Lists lists() {
        List<ListedService> all = new ArrayList<>();
        @Nullable Position after = null;
        do {
            Page<ListedService> page = services.page(after, PAGE);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return new Lists(
                all.stream()
                        .map(ListedService::team)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList(),
                all.stream().map(ListedService::name).toList());
    }

    /** Those of the team among the requested repositories, or all of the team. */
    private List<String> ofTeam(String team, Map<String, String> asked) {
        try {
            return services.ofTeam(team).stream()
                    .filter(name -> asked.isEmpty() || asked.containsKey(name))
                    .toList();
        } catch (UnknownService _) {
            return List.of();
        }
    }
}
