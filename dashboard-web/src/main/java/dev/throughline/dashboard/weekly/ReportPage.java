package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Services;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A report as it is mailed, whether or not anybody receives one. */
@Controller
@Profile("web")
class ReportPage {

    private static final Set<String> PARAMETERS = Set.of("team", "week");

    /** A mail includes its style, and nothing else. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ReportWriter reports;
    private final Services services;
    private final ReportProperties settings;
    private final Clock clock;

    ReportPage(ReportWriter reports, Services services, ReportProperties settings, Clock clock) {
        this.reports = reports;
        this.services = services;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/reports")
    String show(@RequestParam Map<String, String> parameters, HttpServletResponse response, Model model) {
        parameters.forEach((name, value) -> {
            if (!PARAMETERS.contains(name)) {
                throw new BadParameter(name, value, "left out: this page knows team and week");
            }
        });
        String team = parameters.getOrDefault("team", "").strip();
        model.addAttribute("report", reports.of(team.isEmpty() ? null : known(team), week(parameters.get("week"))));
        response.setHeader("Content-Security-Policy", POLICY);
        return MailCourier.TEMPLATE;
    }

    /** As in services, ignoring case; the report refuses a team that owns nothing. */
    private String known(String team) {
        List<String> named = services.list().stream()
                .map(NamedService::team)
                .filter(team::equalsIgnoreCase)
                .toList();
        return named.isEmpty() ? team : named.getFirst();
    }

    private Week week(@Nullable String text) {
        ZoneId zone = settings.zone();
        Week last = Week.lastBefore(clock.instant(), zone);
        if (text == null || text.isBlank()) {
            return last;
        }
        LocalDate day = day(text);
        if (day.getYear() < 1971 || day.isAfter(last.sunday())) {
            throw new BadParameter("week", text, "a day of a week that is over, at the latest " + last.sunday());
        }
        return Week.of(day, zone);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadParameter("week", text, "a day of it such as 2026-01-31");
        }
    }
}
