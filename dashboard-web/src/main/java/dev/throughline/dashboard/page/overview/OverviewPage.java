package dev.throughline.dashboard.page.overview;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Chosen;
import dev.throughline.dashboard.page.frame.Controls;
import dev.throughline.dashboard.page.frame.Controls.Offer;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.page.table.ServiceTables;
import dev.throughline.dashboard.page.table.TableRequest;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Services;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every service with its five metrics, in the order of names until the reader sorts them: a ranking would invite the wrong race. */
@Controller
@Profile("web")
class OverviewPage {

    /** Enough to name the environments that were deployed to, before one of them is production. */
    private static final int LOOKED_AT = 100;

    private final ServiceTables tables;
    private final Services services;
    private final Arrivals arrivals;
    private final Incidents incidents;
    private final Clock clock;

    OverviewPage(ServiceTables tables, Services services, Arrivals arrivals, Incidents incidents, Clock clock) {
        this.tables = tables;
        this.services = services;
        this.arrivals = arrivals;
        this.incidents = incidents;
        this.clock = clock;
    }

    @GetMapping("/")
    String overview(@RequestParam Map<String, String> parameters, HttpServletResponse response, Model model) {
        Chosen chosen = Chosen.of(parameters, clock, TableRequest.parameters());
        TableRequest rows = TableRequest.parse(parameters);
        Selection selection = chosen.selection();
        Address here = Address.of("/");
        List<NamedService> all = services.list();
        model.addAttribute("here", rows.of(here));
        model.addAttribute("listing", rows);
        model.addAttribute(
                "controls",
                Controls.of(
                        chosen,
                        rows.of(here),
                        services.choices(),
                        EnumSet.of(Offer.ENVIRONMENT, Offer.TEAM, Offer.BASIS, Offer.PROFILE)));
        model.addAttribute("isEmpty", all.isEmpty());
        if (chosen.isWrong()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return "overview";
        }
        if (all.stream().allMatch(service -> service.lastDeploymentAt() == null)) {
            Arrivals.Arrived arrived = arrivals.soFar();
            if (arrived.received() > 0 || !all.isEmpty()) {
                model.addAttribute(
                        "first",
                        FirstSteps.of(
                                arrived, services.page(null, LOOKED_AT).items(), clock.instant(), selection.zone()));
            }
        }
        model.addAttribute("unmapped", incidents.countUnmapped());
        String team = selection.team();
        List<NamedService> asked = team == null ? all : ofTeam(all, team);
        model.addAttribute("table", tables.ofServices(asked, team, rows, selection, here));
        return "overview";
    }

    private List<NamedService> ofTeam(List<NamedService> all, String team) {
        // refuses a team that owns nothing
        services.ofTeam(team);
        return all.stream()
                .filter(service -> team.equalsIgnoreCase(service.team()))
                .toList();
    }
}
