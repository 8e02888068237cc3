package dev.throughline.dashboard.page.team;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Chosen;
import dev.throughline.dashboard.page.frame.Controls;
import dev.throughline.dashboard.page.frame.Controls.Offer;
import dev.throughline.dashboard.page.table.ServiceTables;
import dev.throughline.dashboard.page.table.TableRequest;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Services;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every team with its services pooled, and one team with its services. */
@Controller
@Profile("web")
class TeamsPage {

    private static final Set<Offer> OFFERS = EnumSet.of(Offer.ENVIRONMENT, Offer.BASIS, Offer.PROFILE);

    private final ServiceTables tables;
    private final Services services;
    private final Clock clock;

    TeamsPage(ServiceTables tables, Services services, Clock clock) {
        this.tables = tables;
        this.services = services;
        this.clock = clock;
    }

    @GetMapping("/teams")
    String teams(@RequestParam Map<String, String> parameters, HttpServletResponse response, Model model) {
        String team = parameters.getOrDefault("name", "");
        Chosen chosen = team.isBlank()
                ? Chosen.of(parameters, clock, "name")
                : Chosen.of(parameters, clock, TableRequest.parameters("name"));
        if (chosen.selection().team() != null) {
            throw new BadParameter("team", chosen.selection().team(), "left out: the name of a team goes into name");
        }
        return team.isBlank() ? all(chosen, response, model) : one(team, chosen, response, model);
    }

    private String all(Chosen chosen, HttpServletResponse response, Model model) {
        List<NamedService> known = services.list();
        model.addAttribute("controls", Controls.of(chosen, Address.of("/teams"), services.choices(), OFFERS));
        model.addAttribute("hasTeams", known.stream().anyMatch(service -> service.team() != null));
        if (chosen.isWrong()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } else {
            model.addAttribute("table", tables.ofTeams(known, chosen.selection()));
        }
        return "teams";
    }

    private String one(String team, Chosen chosen, HttpServletResponse response, Model model) {
        // refuses a team that owns nothing
        services.ofTeam(team);
        List<NamedService> owned = services.list().stream()
                .filter(service -> team.equalsIgnoreCase(service.team()))
                .toList();
        TableRequest rows = TableRequest.parse(chosen.given());
        Address page = Address.of("/teams").with("name", team);
        model.addAttribute("team", owned.isEmpty() ? team : owned.getFirst().team());
        model.addAttribute("listing", rows);
        model.addAttribute("here", rows.of(page));
        model.addAttribute("controls", Controls.of(chosen, rows.of(page), services.choices(), OFFERS));
        if (chosen.isWrong()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } else {
            model.addAttribute("table", tables.ofServices(owned, team, rows, chosen.selection(), page));
        }
        return "team";
    }
}
