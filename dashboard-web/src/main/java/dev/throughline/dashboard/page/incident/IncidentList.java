package dev.throughline.dashboard.page.incident;

import dev.throughline.dashboard.page.frame.Controls;
import dev.throughline.dashboard.page.frame.Controls.Offer;
import dev.throughline.dashboard.page.frame.CsvFile;
import dev.throughline.dashboard.page.frame.Listing;
import dev.throughline.dashboard.page.frame.Listing.Filter;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.Services;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** All incidents of a window that match the filters, newest first. */
@Controller
@Profile("web")
class IncidentList {

    private final Incidents incidents;
    private final Services services;
    private final Clock clock;

    IncidentList(Incidents incidents, Services services, Clock clock) {
        this.incidents = incidents;
        this.services = services;
        this.clock = clock;
    }

    @GetMapping("/incidents")
    ModelAndView show(@RequestParam Map<String, String> parameters) {
        Listing.Chosen chosen = chosen(parameters);
        ModelAndView page = new ModelAndView("incidents");
        page.addObject(
                "controls", Controls.of(chosen.frame(), chosen.address(), services.choices(), EnumSet.of(Offer.TEAM)));
        if (chosen.frame().isWrong()) {
            page.setStatus(HttpStatus.BAD_REQUEST);
            return page;
        }
        ZoneId zone = chosen.selection().zone();
        Page<ListedIncident> found = page(chosen, chosen.after(), Listing.LIMIT);
        page.addObject("listing", chosen.around(found, "incident"));
        page.addObject(
                "rows",
                found.items().stream()
                        .map(each -> IncidentRow.of(each, zone, clock.instant()))
                        .toList());
        return page;
    }

    @GetMapping(
            path = {"/incidents", "/incidents.csv"},
            produces = "text/csv")
    ResponseEntity<String> file(@RequestParam Map<String, String> parameters) {
        Listing.Chosen chosen = chosen(parameters);
        chosen.frame().refuseWrong();
        return CsvFile.of(
                "incidents.csv", ListedIncident.class, Listing.all((after, limit) -> page(chosen, after, limit)));
    }

    private Listing.Chosen chosen(Map<String, String> parameters) {
        return Listing.chosen(
                parameters,
                clock,
                "/incidents",
                Filter.text("service", "Service"),
                Filter.text("q", "Title or number"),
                Filter.choice("state", "State", "open", "open", "resolved", "resolved"));
    }

    private Page<ListedIncident> page(Listing.Chosen chosen, @Nullable Position after, int limit) {
        String state = chosen.value("state");
        return incidents.page(
                new IncidentFilter(
                        chosen.services(services),
                        chosen.selection().window().from(),
                        chosen.selection().window().until(),
                        state == null ? null : state.equals("open"),
                        chosen.value("q")),
                after,
                limit);
    }
}
