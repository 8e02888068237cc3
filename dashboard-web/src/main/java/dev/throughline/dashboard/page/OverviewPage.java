package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.ServiceReport;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every service with its five metrics, in the order of names: a ranking would invite the wrong race. */
@Controller
@Profile("web")
class OverviewPage {

    private static final int PER_PAGE = 40;

    /** The others have too few cases for one. */
    private static final Set<Metric> WITH_TREND = EnumSet.of(Metric.DEPLOYMENT_FREQUENCY, Metric.CHANGE_LEAD_TIME);

    private final MetricsByService metrics;
    private final Services services;
    private final Deployments deployments;
    private final Arrivals arrivals;
    private final Incidents incidents;
    private final Clock clock;

    OverviewPage(
            MetricsByService metrics,
            Services services,
            Deployments deployments,
            Arrivals arrivals,
            Incidents incidents,
            Clock clock) {
        this.metrics = metrics;
        this.services = services;
        this.deployments = deployments;
        this.arrivals = arrivals;
        this.incidents = incidents;
        this.clock = clock;
    }

    @GetMapping("/")
    String overview(@RequestParam Map<String, String> parameters, HttpServletResponse response, Model model) {
        Chosen chosen = Chosen.of(parameters, clock);
        Selection selection = chosen.selection();
        Position after = parameters.containsKey("after")
                ? new Position(parameters.get("after"), parameters.getOrDefault("id", ""))
                : null;
        Page<ListedService> page = services.page(after, PER_PAGE);
        List<String> environments = page.items().stream()
                .flatMap(service -> service.environments().stream())
                .distinct()
                .sorted()
                .toList();
        model.addAttribute("controls", Controls.of(chosen, environments, "/", null));
        model.addAttribute("isEmpty", page.items().isEmpty() && after == null);
        if (chosen.isWrong()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return "overview";
        }
        if (after == null && !isAnythingDeployed(page)) {
            Arrivals.Arrived arrived = arrivals.soFar();
            if (arrived.received() > 0 || !page.items().isEmpty()) {
                model.addAttribute("first", FirstSteps.of(arrived, page.items(), clock.instant(), selection.zone()));
            }
        }
        model.addAttribute(
                "names",
                Arrays.stream(Metric.values())
                        .map(MetricWords::of)
                        .map(MetricWords::name)
                        .toList());
        model.addAttribute("rows", rows(page.items(), selection));
        model.addAttribute("unmapped", incidents.countUnmapped());
        model.addAttribute("isFirst", after == null);
        model.addAttribute("toFirst", selection.query());
        if (page.next() != null) {
            model.addAttribute(
                    "next", selection.after(page.next().key(), page.next().id()));
        }
        return "overview";
    }

    /** Whether any service was ever deployed to production: of more services than a page holds each has a first deployment. */
    private boolean isAnythingDeployed(Page<ListedService> page) {
        return page.items().stream().anyMatch(service -> service.lastDeploymentAt() != null)
                || page.next() != null
                        && !deployments
                                .page(
                                        new DeploymentFilter(List.of(), null, null, null, DeploymentKind.INITIAL, null),
                                        null,
                                        1)
                                .items()
                                .isEmpty();
    }

    private List<Row> rows(List<ListedService> listed, Selection selection) {
        if (listed.isEmpty()) {
            return List.of();
        }
        Scope scope = new Scope(listed.stream().map(ListedService::name).toList(), selection.environment());
        return metrics.reports(scope, selection.window(), selection.interval(), Basis.COMMIT).stream()
                .map(report -> row(report, selection))
                .toList();
    }

    private static Row row(ServiceReport report, Selection selection) {
        return new Row(
                report.service(),
                ServicePath.of(report.service(), selection.query()),
                Arrays.stream(Metric.values())
                        .map(metric -> cell(metric, report))
                        .toList());
    }

    private static Cell cell(Metric metric, ServiceReport report) {
        List<@Nullable Double> trend = new ArrayList<>();
        report.buckets()
                .forEach(
                        bucket -> trend.add(Reading.of(metric, bucket.metrics()).value()));
        return new Cell(
                MetricWords.of(metric).name(),
                Reading.of(metric, report.metrics()),
                trend(metric, trend),
                metric == Metric.CHANGE_LEAD_TIME);
    }

    private static String trend(Metric metric, List<@Nullable Double> numbers) {
        if (!WITH_TREND.contains(metric)) {
            return "";
        }
        return metric.kind() == Metric.Kind.FREQUENCY ? Sparkline.bars(numbers) : Sparkline.line(numbers);
    }

    /** A service; {@code path} leads to its page. */
    record Row(String name, String path, List<Cell> cells) {}

    /** A metric of a service; {@code trend} is the path of its sparkline, empty for none. */
    record Cell(String name, Reading reading, String trend, boolean isLine) {}
}
