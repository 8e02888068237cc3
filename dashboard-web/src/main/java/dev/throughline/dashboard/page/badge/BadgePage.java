package dev.throughline.dashboard.page.badge;

import dev.throughline.dashboard.badge.BadgeStyle;
import dev.throughline.dashboard.benchmark.Edition;
import dev.throughline.dashboard.benchmark.Editions;
import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Window;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Shows the badge of a service with the chosen options, and the lines to copy into a README. */
@Controller
@Profile("web")
class BadgePage {

    private static final List<String> OF_THE_BADGE = List.of("environment", "days", "label", "style", "benchmark");

    private final Services services;

    BadgePage(Services services) {
        this.services = services;
    }

    /** One of several. */
    record Choice(String value, String label, boolean isChosen) {}

    @GetMapping("/badge")
    String show(
            @RequestParam String service,
            @RequestParam(defaultValue = "change_lead_time") String metric,
            @RequestParam Map<String, String> parameters,
            Model model) {
        parameters.keySet().stream()
                .filter(name -> !OF_THE_BADGE.contains(name)
                        && !List.of("service", "metric").contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadParameter(
                            name,
                            String.valueOf(parameters.get(name)),
                            "left out: a badge knows " + String.join(", ", OF_THE_BADGE));
                });
        Metric chosen = Metric.named(metric)
                .orElseThrow(() -> new BadParameter(
                        "metric",
                        metric,
                        "one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Metric.values())
                                                .map(Metric::word)
                                                .toList())));
        ListedService found = services.named(service);
        String page = ServicePath.of(found.name(), "?");
        String badge = address(chosen, found.name(), parameters);
        String origin =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        String name = MetricWords.of(chosen).name();
        model.addAttribute("service", found.name());
        model.addAttribute("page", page);
        model.addAttribute("badge", badge);
        model.addAttribute("name", name);
        model.addAttribute("given", parameters);
        model.addAttribute("usualDays", Window.USUAL_DAYS_OF_PAGES);
        model.addAttribute(
                "metrics",
                Arrays.stream(Metric.values())
                        .map(each ->
                                new Choice(each.word(), MetricWords.of(each).name(), each == chosen))
                        .toList());
        model.addAttribute(
                "styles",
                Arrays.stream(BadgeStyle.values())
                        .map(each -> choice(parameters, "style", each.word(), each.word()))
                        .toList());
        model.addAttribute(
                "editions",
                Editions.all().stream()
                        .map(Edition::edition)
                        .map(each -> choice(parameters, "benchmark", each, "DORA " + each))
                        .toList());
        model.addAttribute(
                "environments",
                services.choices().environments().stream()
                        .map(each -> choice(parameters, "environment", each, each))
                        .toList());
        model.addAttribute(
                "snippets",
                List.of(
                        new Snippet("Markdown", "[![%s](%s)](%s)".formatted(name, origin + badge, origin + page)),
                        new Snippet(
                                "HTML",
                                "<a href=\"%s\"><img alt=\"%s\" src=\"%s\"></a>"
                                        .formatted(escaped(origin + page), name, escaped(origin + badge))),
                        new Snippet(
                                "AsciiDoc", "image:%s[%s,link=%s]".formatted(origin + badge, name, origin + page))));
        return "badge";
    }

    /** Lines to copy. */
    record Snippet(String language, String text) {}

    private static String escaped(String address) {
        return address.replace("&", "&amp;");
    }

    private static Choice choice(Map<String, String> parameters, String name, String value, String label) {
        return new Choice(value, label, value.equals(parameters.get(name)));
    }

    private static String address(Metric metric, String service, Map<String, String> parameters) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("service", service);
        OF_THE_BADGE.forEach(name -> {
            String value = parameters.getOrDefault(name, "");
            if (!value.isBlank()) {
                own.put(name, value);
            }
        });
        return new Address("/badges/" + metric.word() + ".svg", own).href("?");
    }
}
