package dev.throughline.dashboard.page;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Scope;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** One number of a service, opened up: the deployments and commits that it counts, and those that it leaves out. */
@Controller
@Profile("web")
class ExplainPage {

    private static final int PARTS = 200;
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{1,128}");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final FourKeys fourKeys;
    private final Services services;
    private final Parts parts;
    private final Clock clock;

    ExplainPage(FourKeys fourKeys, Services services, Parts parts, Clock clock) {
        this.fourKeys = fourKeys;
        this.services = services;
        this.parts = parts;
        this.clock = clock;
    }

    /** Where the page is. {@code query} is that of a {@link Selection}, starting with a question mark. */
    static String path(Metric metric, String service, String query) {
        return "/explain/" + metric.word() + query + (query.equals("?") ? "" : "&") + "service="
                + UriUtils.encode(service, "UTF-8");
    }

    @GetMapping("/explain/{metric}")
    String show(
            @PathVariable("metric") String word,
            @RequestParam("service") String name,
            @RequestParam Map<String, String> parameters,
            Model model) {
        Metric metric = Metric.named(word).orElseThrow(() -> new NotFound("no metric is called '" + word + "'"));
        Selection selection = Selection.parse(parameters, clock);
        ListedService service = services.named(name);
        Scope scope = new Scope(List.of(service.name()), selection.environment());
        Page<Part> page = parts.page(metric, scope, selection.window(), Basis.COMMIT, after(parameters), PARTS);
        model.addAttribute("service", service.name());
        model.addAttribute("back", ServicePath.of(service.name(), selection.query()));
        model.addAttribute("selection", selection);
        model.addAttribute("span", selection.span());
        model.addAttribute("metric", metric);
        model.addAttribute("name", MetricWords.of(metric).name());
        model.addAttribute(
                "reading",
                Reading.of(
                        metric,
                        fourKeys.report(scope, selection.window(), null, Basis.COMMIT)
                                .metrics()));
        model.addAttribute(
                "counted",
                page.items().stream()
                        .filter(Part.Counted.class::isInstance)
                        .map(Part.Counted.class::cast)
                        .map(part -> PartView.of(metric, part, selection.zone()))
                        .toList());
        model.addAttribute(
                "leftOut",
                page.items().stream()
                        .filter(Part.LeftOut.class::isInstance)
                        .map(Part.LeftOut.class::cast)
                        .map(part -> PartView.of(part, selection.zone()))
                        .toList());
        model.addAttribute("isLater", parameters.containsKey("after"));
        model.addAttribute("first", path(metric, service.name(), selection.query()));
        Position next = page.next();
        if (next != null) {
            model.addAttribute("next", path(metric, service.name(), selection.after(next.key(), next.id())));
        }
        return "explain";
    }

    private static @Nullable Position after(Map<String, String> parameters) {
        String at = parameters.get("after");
        if (at == null) {
            return null;
        }
        String id = parameters.getOrDefault("id", "");
        try {
            Instant instant = Instant.parse(at);
            if (ID.matcher(id).matches() && instant.isAfter(FIRST) && instant.isBefore(LAST)) {
                return new Position(at, id);
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw new BadParameter("after", at, "as a link of this page has it, with its id");
    }
}
