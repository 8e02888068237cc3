package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.chart.TimeAxis;
import dev.throughline.dashboard.page.frame.Chosen;
import dev.throughline.dashboard.page.frame.Controls;
import dev.throughline.dashboard.page.frame.Controls.Offer;
import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.quality.Diagnosis;
import dev.throughline.engine.history.ChangeFilter;
import dev.throughline.engine.history.Changes;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.ListedChange;
import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.ScopeChoices;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.LeadTimeDistribution;
import dev.throughline.engine.metric.Measurement;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Report;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One service: its five metrics with their trends over one time, its deployments, what is waiting for one, and what all that is based on.
 */
@Controller
@Profile("web")
class ServicePage {

    private static final int INCIDENTS = 100;
    /** This many of the newest show where the time goes. */
    private static final int CHANGES = 1_000;

    private final FourKeys fourKeys;
    private final Services services;
    private final Deployments deployments;
    private final Incidents incidents;
    private final Changes changes;
    private final CoverageByService coverage;
    private final LeadTimeDistribution leadTimes;
    private final Parts parts;
    private final Clock clock;

    ServicePage(
            FourKeys fourKeys,
            Services services,
            Deployments deployments,
            Incidents incidents,
            Changes changes,
            CoverageByService coverage,
            LeadTimeDistribution leadTimes,
            Parts parts,
            Clock clock) {
        this.fourKeys = fourKeys;
        this.services = services;
        this.deployments = deployments;
        this.incidents = incidents;
        this.changes = changes;
        this.coverage = coverage;
        this.leadTimes = leadTimes;
        this.parts = parts;
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

    /** For names that a path cannot contain. */
    @GetMapping("/services")
    String byQuery(
            @RequestParam String name,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response,
            Model model) {
        return show(name, parameters, response, model);
    }

    private String show(String name, Map<String, String> parameters, HttpServletResponse response, Model model) {
        Chosen chosen = Chosen.of(parameters, clock, "name");
        ListedService service = services.named(name);
        model.addAttribute("service", service);
        model.addAttribute(
                "controls",
                Controls.of(
                        chosen,
                        ServicePath.address(service.name()),
                        new ScopeChoices(List.of(), service.environments()),
                        EnumSet.of(Offer.INTERVAL, Offer.ENVIRONMENT, Offer.BASIS, Offer.PROFILE)));
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
                selection.scope(List.of(name)),
                selection.window(),
                selection.interval(),
                selection.basis(),
                selection.profile());
        Report before = fourKeys.report(
                selection.scope(List.of(name)),
                selection.window().previous(),
                null,
                selection.basis(),
                selection.profile());
        List<BucketRow> rows = report.buckets().stream()
                .map(bucket -> BucketRow.of(name, bucket, selection))
                .toList();
        TimeAxis axis =
                TimeAxis.of(selection.window().from(), selection.window().until(), selection.zone());
        model.addAttribute("cards", cards(name, report.metrics(), before.metrics(), selection));
        model.addAttribute("axis", axis);
        Map<Metric, List<Singles.Single>> singles =
                new Singles(parts, clock.instant()).of(name, report.metrics(), selection);
        model.addAttribute("trends", new Trends(axis, report.buckets(), rows, singles).all());
        model.addAttribute("hasSingles", singles.values().stream().anyMatch(found -> !found.isEmpty()));
        model.addAttribute("enough", Measurement.ENOUGH);
        model.addAttribute("rows", rows);
        model.addAttribute(
                "leadTimes",
                LeadTimes.of(
                        name,
                        leadTimes.distribution(
                                selection.scope(List.of(name)),
                                selection.window(),
                                selection.basis(),
                                selection.profile()),
                        report.metrics().changeLeadTime(),
                        selection));
        model.addAttribute(
                "timeline",
                new Timeline(deployments, incidents)
                        .draw(name, selection.environment(), selection.window(), axis, clock.instant()));
        model.addAttribute("coverage", CoverageNote.of(report.coverage()));
        model.addAttribute(
                "waiting",
                Waiting.of(changes.page(List.of(name), false, null, Waiting.SHOWN + 1)
                        .items()));
        Page<ListedChange> delivered = changes.page(
                new ChangeFilter(
                        List.of(name),
                        true,
                        selection.window().from(),
                        selection.window().until(),
                        null,
                        null),
                null,
                CHANGES);
        model.addAttribute("stages", StageMedian.of(delivered.items()));
        model.addAttribute("areAllStaged", delivered.next() == null);
        model.addAttribute("incidents", open(name, selection));
        model.addAttribute("links", Links.of(name, selection));
        Instant last = service.lastDeploymentAt();
        if (last != null) {
            model.addAttribute("lastDeployed", Moment.of(last, selection.zone()));
        }
        if (report.metrics().deploymentFrequency().count() == 0 && last != null) {
            LocalDate until = LocalDate.ofInstant(last, selection.zone()).plusDays(1);
            model.addAttribute("elsewhere", new Elsewhere(name, selection, until.minusYears(1), until));
        }
        return "service";
    }

    private List<MetricCard> cards(String service, FiveMetrics now, FiveMetrics before, Selection selection) {
        boolean isSomethingMissing =
                Arrays.stream(Metric.values()).anyMatch(metric -> now.of(metric).reason() != null);
        Optional<Diagnosis> diagnosis = isSomethingMissing ? diagnosis(service, selection) : Optional.empty();
        return Arrays.stream(Metric.values())
                .map(metric -> MetricCard.of(
                        metric,
                        now,
                        before,
                        diagnosis.flatMap(known -> known.reason(metric)),
                        Paths.explain(metric, service).href(selection.query())))
                .toList();
    }

    private Optional<Diagnosis> diagnosis(String service, Selection selection) {
        return coverage.coverage(selection.scope(List.of(service)), selection.window()).stream()
                .findFirst()
                .map(Diagnosis::of);
    }

    private List<IncidentView> open(String service, Selection selection) {
        return incidents.page(IncidentFilter.open(List.of(service)), null, INCIDENTS).items().stream()
                .map(incident -> IncidentView.of(incident, selection.zone(), clock.instant()))
                .toList();
    }

    /** Where the lists of a service are, over the same window. */
    record Links(String deployments, String incidents, String changes, String waiting, String quality) {

        static Links of(String service, Selection selection) {
            return new Links(
                    Paths.deployments(service).href(selection.query()),
                    Paths.incidents(service).href(selection.query()),
                    Paths.changes(service).href(selection.query()),
                    Paths.undeployed(service),
                    Paths.quality(service).href(selection.query()));
        }
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
