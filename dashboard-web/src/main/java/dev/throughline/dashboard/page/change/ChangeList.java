package dev.throughline.dashboard.page.change;

import dev.throughline.dashboard.page.frame.Controls;
import dev.throughline.dashboard.page.frame.Controls.Offer;
import dev.throughline.dashboard.page.frame.CsvFile;
import dev.throughline.dashboard.page.frame.Listing;
import dev.throughline.dashboard.page.frame.Listing.Filter;
import dev.throughline.engine.history.ChangeFilter;
import dev.throughline.engine.history.Changes;
import dev.throughline.engine.history.ListedChange;
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

/** All changes of a window that match the filters, newest first. */
@Controller
@Profile("web")
class ChangeList {

    private final Changes changes;
    private final Services services;
    private final Clock clock;

    ChangeList(Changes changes, Services services, Clock clock) {
        this.changes = changes;
        this.services = services;
        this.clock = clock;
    }

    @GetMapping("/changes")
    ModelAndView show(@RequestParam Map<String, String> parameters) {
        Listing.Chosen chosen = chosen(parameters);
        ModelAndView page = new ModelAndView("changes");
        page.addObject(
                "controls", Controls.of(chosen.frame(), chosen.address(), services.choices(), EnumSet.of(Offer.TEAM)));
        if (chosen.frame().isWrong()) {
            page.setStatus(HttpStatus.BAD_REQUEST);
            return page;
        }
        ZoneId zone = chosen.selection().zone();
        Page<ListedChange> found = page(chosen, chosen.after(), Listing.LIMIT);
        page.addObject("listing", chosen.around(found, "change"));
        page.addObject(
                "rows",
                found.items().stream().map(each -> ChangeRow.of(each, zone)).toList());
        return page;
    }

    @GetMapping(
            path = {"/changes", "/changes.csv"},
            produces = "text/csv")
    ResponseEntity<String> file(@RequestParam Map<String, String> parameters) {
        Listing.Chosen chosen = chosen(parameters);
        chosen.frame().refuseWrong();
        return CsvFile.of("changes.csv", ListedChange.class, Listing.all((after, limit) -> page(chosen, after, limit)));
    }

    private Listing.Chosen chosen(Map<String, String> parameters) {
        return Listing.chosen(
                parameters,
                clock,
                "/changes",
                Filter.text("service", "Service"),
                Filter.text("q", "Title or number"),
                Filter.choice("state", "State", "undeployed", "not deployed", "deployed", "deployed"));
    }

    private Page<ListedChange> page(Listing.Chosen chosen, @Nullable Position after, int limit) {
        String state = chosen.value("state");
        return changes.page(
                new ChangeFilter(
                        chosen.services(services),
                        state == null ? null : state.equals("deployed"),
                        chosen.selection().window().from(),
                        chosen.selection().window().until(),
                        chosen.value("q"),
                        null),
                after,
                limit);
    }
}
