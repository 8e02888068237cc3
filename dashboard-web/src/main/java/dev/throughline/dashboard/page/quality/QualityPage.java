package dev.throughline.dashboard.page.quality;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Chosen;
import dev.throughline.dashboard.page.frame.Controls;
import dev.throughline.dashboard.page.frame.Controls.Offer;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.quality.Diagnosis;
import dev.throughline.dashboard.quality.Finding;
import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.source.SilentRepository;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.CoverageByService;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is known exactly about each service, what is not and what would help, worst first; and the state of the sources. */
@Controller
@Profile("web")
class QualityPage {

    private static final int ROWS = 50;
    private static final int MOST_SILENT = 1_000;

    /** Highest cost first; of two that are equally bad, the one that is deployed more often. */
    private static final Comparator<Diagnosis> WORST_FIRST = Comparator.comparingDouble((Diagnosis diagnosis) ->
                    diagnosis.worst().map(Finding::weight).orElse(0.0))
            .thenComparingLong(diagnosis -> diagnosis.coverage().deployments())
            .reversed();

    private final CoverageByService coverage;
    private final Services services;
    private final ConnectedSources sources;
    private final Clock clock;

    QualityPage(CoverageByService coverage, Services services, ConnectedSources sources, Clock clock) {
        this.coverage = coverage;
        this.services = services;
        this.sources = sources;
        this.clock = clock;
    }

    @GetMapping("/quality")
    String show(@RequestParam Map<String, String> parameters, HttpServletResponse response, Model model) {
        Chosen chosen = Chosen.of(parameters, clock, "service", "show", "page");
        String service = parameters.getOrDefault("service", "").strip();
        boolean isAll = isAll(parameters.get("show")) || !service.isEmpty();
        Address address =
                Address.of("/quality").with("service", service).with("show", isAll && service.isEmpty() ? "all" : "");
        model.addAttribute(
                "controls",
                Controls.of(chosen, address, services.choices(), EnumSet.of(Offer.ENVIRONMENT, Offer.TEAM)));
        if (chosen.isWrong()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return "quality";
        }
        Selection selection = chosen.selection();
        List<Diagnosis> all = diagnoses(selection, service);
        List<Diagnosis> wanting = all.stream()
                .filter(diagnosis -> diagnosis.findings().stream().anyMatch(Finding::hasRemedy))
                .toList();
        List<Diagnosis> listed = isAll ? all : wanting;
        int page = page(parameters.get("page"));
        int from = Math.min(listed.size(), (page - 1) * ROWS);
        int until = Math.min(listed.size(), from + ROWS);
        model.addAttribute(
                "rows",
                listed.subList(from, until).stream()
                        .map(diagnosis -> QualityRow.of(diagnosis, selection))
                        .toList());
        model.addAttribute("total", all.size());
        model.addAttribute("wanting", wanting.size());
        model.addAttribute("isAll", isAll && service.isEmpty());
        model.addAttribute(
                "other",
                address.with("service", "")
                        .with("show", isAll && service.isEmpty() ? "" : "all")
                        .href(selection.query()));
        model.addAttribute(
                "previous",
                page == 1
                        ? null
                        : address.with("page", page == 2 ? "" : "" + (page - 1)).href(selection.query()));
        model.addAttribute(
                "next",
                until == listed.size()
                        ? null
                        : address.with("page", "" + (page + 1)).href(selection.query()));
        sources(model);
        return "quality";
    }

    /** @param service the only one; empty for all of the team that was chosen, or of everybody */
    private List<Diagnosis> diagnoses(Selection selection, String service) {
        List<String> names = !service.isEmpty()
                ? List.of(services.named(service).name())
                : selection.team() == null ? List.of() : services.ofTeam(selection.team());
        return coverage.coverage(selection.scope(names), selection.window()).stream()
                .map(Diagnosis::of)
                .sorted(WORST_FIRST)
                .toList();
    }

    private void sources(Model model) {
        Instant now = clock.instant();
        Map<String, Heard> heard = sources.heard();
        Map<String, ApiState> apis = sources.apis();
        Map<String, Long> silent = sources.silentRepositories(MOST_SILENT).stream()
                .collect(Collectors.groupingBy(SilentRepository::source, Collectors.counting()));
        List<ConnectedSource> all = sources.all();
        List<SourceRow> rows = all.stream()
                .filter(source -> heard.containsKey(source.name()) || apis.containsKey(source.name()))
                .map(source -> SourceRow.of(
                        source,
                        heard.getOrDefault(source.name(), Heard.NOTHING),
                        apis.get(source.name()),
                        silent.getOrDefault(source.name(), 0L),
                        now))
                .sorted(Comparator.comparing(SourceRow::isWrong).reversed())
                .toList();
        model.addAttribute("sources", rows);
        model.addAttribute("unconnected", all.size() - rows.size());
    }

    private static boolean isAll(@Nullable String show) {
        if (show != null && !show.isBlank() && !show.equals("all")) {
            throw new BadParameter("show", show, "all, or left out for services with something missing");
        }
        return "all".equals(show);
    }

    private static int page(@Nullable String page) {
        if (page == null || page.isBlank()) {
            return 1;
        }
        if (!page.matches("[1-9]\\d{0,4}")) {
            throw new BadParameter("page", page, "the number of a page, from 1");
        }
        return Integer.parseInt(page);
    }
}
