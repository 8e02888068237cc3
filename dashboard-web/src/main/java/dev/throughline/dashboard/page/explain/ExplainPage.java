package dev.throughline.dashboard.page.explain;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Chosen;
import dev.throughline.dashboard.page.frame.Controls;
import dev.throughline.dashboard.page.frame.Controls.Offer;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.dashboard.wording.Reading;
import dev.throughline.engine.history.Labels;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.history.PartFilter;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One number explained: what it counts, what counts against it first, and what it leaves out. */
@Controller
@Profile("web")
class ExplainPage {

    private static final int PARTS = 100;
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{1,128}");
    private static final int LAST_OFFSET = 10_000_000;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final FourKeys fourKeys;
    private final Services services;
    private final Parts parts;
    private final Labels labels;
    private final Clock clock;

    ExplainPage(FourKeys fourKeys, Services services, Parts parts, Labels labels, Clock clock) {
        this.fourKeys = fourKeys;
        this.services = services;
        this.parts = parts;
        this.labels = labels;
        this.clock = clock;
    }

    @GetMapping("/explain/{metric}")
    String show(
            @PathVariable("metric") String word,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response,
            Model model) {
        Metric metric = Metric.named(word).orElseThrow(() -> new NotFound("no metric is called '" + word + "'"));
        Chosen chosen = Chosen.of(parameters, clock, "service", "show", "after", "id", Took.AT_LEAST, Took.BELOW);
        Selection selection = chosen.selection();
        Asked asked = asked(parameters, selection);
        Shown shown = Shown.of(parameters, metric);
        Took took = Took.of(parameters, metric);
        Address whole = asked.address(metric);
        Address page = took.in(whole);
        model.addAttribute("asked", asked);
        model.addAttribute("metric", metric);
        model.addAttribute("name", MetricWords.of(metric).name());
        model.addAttribute("question", MetricWords.of(metric).question());
        Set<Offer> offers = EnumSet.of(Offer.ENVIRONMENT, Offer.PROFILE);
        if (metric == Metric.CHANGE_LEAD_TIME) {
            offers.add(Offer.BASIS);
        }
        model.addAttribute("controls", Controls.of(chosen, page, services.choices(), offers));
        if (chosen.isWrong()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return "explain";
        }
        Scope scope = selection.scope(asked.services());
        Page<Part> found = parts.page(
                metric,
                scope,
                selection.window(),
                selection.basis(),
                selection.profile(),
                new PartFilter(shown.listing(), took.atLeast(), took.below()),
                after(parameters, shown),
                PARTS);
        model.addAttribute(
                "reading",
                Reading.of(
                        metric,
                        fourKeys.report(scope, selection.window(), null, selection.basis(), selection.profile())
                                .metrics()));
        model.addAttribute("shown", shown.title(metric));
        model.addAttribute("tabs", Tab.all(metric, shown, took, whole, selection));
        model.addAttribute("took", took);
        model.addAttribute("whole", show(whole, shown, metric).href(selection.query()));
        model.addAttribute("rows", rows(metric, found.items(), selection));
        model.addAttribute("earlier", page.href(selection.shifted(-1)));
        if (selection.isPast(clock.instant())) {
            model.addAttribute("later", page.href(selection.shifted(1)));
        }
        Address here = show(page, shown, metric);
        model.addAttribute("first", parameters.containsKey("after") ? here.href(selection.query()) : null);
        Position next = found.next();
        model.addAttribute("next", next == null ? null : here.href(selection.after(next.key(), next.id())));
        return "explain";
    }

    private Asked asked(Map<String, String> parameters, Selection selection) {
        String name = parameters.getOrDefault("service", "");
        if (!name.isBlank()) {
            String service = services.named(name).name();
            return new Asked(service, service, ServicePath.of(service, selection.query()), List.of(service));
        }
        String team = selection.team();
        return team == null
                ? new Asked("", "all services", "/" + selection.query(), List.of())
                : new Asked("", "team " + team, Paths.team(team), services.ofTeam(team));
    }

    /**
     * Whose number it is.
     *
     * @param service empty when it is that of several
     * @param back the page that shows it
     */
    record Asked(String service, String name, String back, List<String> services) {

        Address address(Metric metric) {
            return service.isEmpty() ? Paths.explain(metric) : Paths.explain(metric, service);
        }
    }

    static Address show(Address page, Shown shown, Metric metric) {
        return page.with("show", shown == Shown.usual(metric) ? "" : shown.word());
    }

    private List<PartRow> rows(Metric metric, List<Part> found, Selection selection) {
        PartRow.Names names = new PartRow.Names(
                labels.deployments(found.stream().flatMap(PartRow::deployments).collect(Collectors.toSet())),
                labels.incidents(found.stream().flatMap(PartRow::incidents).collect(Collectors.toSet())));
        return found.stream()
                .map(part -> PartRow.of(metric, part, names, selection.zone()))
                .toList();
    }

    private static @Nullable Position after(Map<String, String> parameters, Shown shown) {
        String key = parameters.get("after");
        if (key == null) {
            return null;
        }
        String id = parameters.getOrDefault("id", "");
        try {
            if (shown == Shown.SLOWEST) {
                int offset = Integer.parseInt(key);
                if (offset > 0 && offset < LAST_OFFSET) {
                    return new Position(key, "");
                }
            } else {
                Instant instant = Instant.parse(key);
                if (ID.matcher(id).matches() && instant.isAfter(FIRST) && instant.isBefore(LAST)) {
                    return new Position(key, id);
                }
            }
        } catch (DateTimeException | NumberFormatException _) {
            // answered below
        }
        throw new BadParameter("after", key, "as a link of this page has it, with its id");
    }
}
