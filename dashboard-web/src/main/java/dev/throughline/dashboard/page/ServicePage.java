package dev.throughline.dashboard.page;

import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One service: its five metrics with their trends, what they rest on, its newest deployments and open incidents. */
@Controller
@Profile("web")
class ServicePage {

    private static final int DEPLOYMENTS = 25;
    private static final int INCIDENTS = 100;

    private final FourKeys fourKeys;
    private final Services services;
    private final Deployments deployments;
    private final Incidents incidents;
    private final Clock clock;

    ServicePage(FourKeys fourKeys, Services services, Deployments deployments, Incidents incidents, Clock clock) {
        this.fourKeys = fourKeys;
        this.services = services;
        this.deployments = deployments;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** Names contain slashes, so the name is the rest of the path. */
    @GetMapping("/services/{*name}")
    String byPath(
            @PathVariable String name,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response,
            Model model) {
        return show(name.substring(1), parameters, response, model);
    }

    /** For the names that a path cannot carry. */
    @GetMapping("/services")
    String byQuery(
            @RequestParam String name,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response,
            Model model) {
        return show(name, parameters, response, model);
    }

    private String show(String name, Map<String, String> parameters, HttpServletResponse response, Model model) {
        Chosen chosen = Chosen.of(parameters, clock);
        ListedService service = services.named(name);
        model.addAttribute("service", service);
        model.addAttribute(
                "controls",
                Controls.of(chosen, service.environments(), ServicePath.of(service.name(), "?"), service.name()));
        if (chosen.isWrong()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return "service";
        }
        return service.name().equals(name)
                ? show(service, chosen.selection(), model)
                : "redirect:"
                        + ServicePath.of(service.name(), chosen.selection().query());
    }

    private String show(ListedService service, Selection selection, Model model) {
        String name = service.name();
        Report report = fourKeys.report(
                new Scope(List.of(name), selection.environment()),
                selection.window(),
                selection.interval(),
                Basis.COMMIT);
        model.addAttribute("metrics", MetricView.of(report, selection.interval(), selection.zone()));
        model.addAttribute("explained", explained(name, selection));
        model.addAttribute("coverage", CoverageNote.of(report.coverage()));
        model.addAttribute("deployments", latest(name, selection));
        model.addAttribute("incidents", open(name, selection));
        Instant last = service.lastDeploymentAt();
        if (report.metrics().deploymentFrequency().count() == 0 && last != null) {
            LocalDate until = LocalDate.ofInstant(last, selection.zone()).plusDays(1);
            model.addAttribute("elsewhere", new Elsewhere(name, selection, until.minusYears(1), until));
        }
        return "service";
    }

    /** Where each number is opened up, by the word of its metric. */
    private static Map<String, String> explained(String service, Selection selection) {
        return Arrays.stream(Metric.values())
                .collect(
                        Collectors.toMap(Metric::word, metric -> ExplainPage.path(metric, service, selection.query())));
    }

    private List<DeploymentView> latest(String service, Selection selection) {
        DeploymentFilter filter =
                new DeploymentFilter(List.of(service), selection.environment(), null, null, null, null);
        return deployments.page(filter, null, DEPLOYMENTS).items().stream()
                .map(deployment -> DeploymentView.of(deployment, selection.zone()))
                .toList();
    }

    private List<IncidentView> open(String service, Selection selection) {
        return incidents.page(IncidentFilter.open(List.of(service)), null, INCIDENTS).items().stream()
                .map(incident -> IncidentView.of(incident, selection.zone(), clock.instant()))
                .toList();
    }

    /** A year in which there is something to see. */
    record Elsewhere(String service, Selection selection, LocalDate from, LocalDate until) {

        public String label() {
            return "see the year up to " + until.minusDays(1);
        }

        public String href() {
            return ServicePath.of(service, selection.spanning(from, until));
        }
    }
}
