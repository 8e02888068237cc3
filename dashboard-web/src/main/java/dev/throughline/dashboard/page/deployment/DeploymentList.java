package dev.throughline.dashboard.page.deployment;

import dev.throughline.dashboard.page.frame.Controls;
import dev.throughline.dashboard.page.frame.Controls.Offer;
import dev.throughline.dashboard.page.frame.CsvFile;
import dev.throughline.dashboard.page.frame.Listing;
import dev.throughline.dashboard.page.frame.Listing.Filter;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.linking.DeploymentKind;
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

/** All deployments of a window that match the filters, newest first. */
@Controller
@Profile("web")
class DeploymentList {

    private final Deployments deployments;
    private final Services services;
    private final Clock clock;

    DeploymentList(Deployments deployments, Services services, Clock clock) {
        this.deployments = deployments;
        this.services = services;
        this.clock = clock;
    }

    @GetMapping("/deployments")
    ModelAndView show(@RequestParam Map<String, String> parameters) {
        Listing.Chosen chosen = chosen(parameters);
        ModelAndView page = new ModelAndView("deployments");
        page.addObject(
                "controls", Controls.of(chosen.frame(), chosen.address(), services.choices(), EnumSet.of(Offer.TEAM)));
        if (chosen.frame().isWrong()) {
            page.setStatus(HttpStatus.BAD_REQUEST);
            return page;
        }
        ZoneId zone = chosen.selection().zone();
        Page<ListedDeployment> found = page(chosen, chosen.after(), Listing.LIMIT);
        page.addObject("listing", chosen.around(found, "deployment"));
        page.addObject(
                "rows",
                found.items().stream().map(each -> DeploymentRow.of(each, zone)).toList());
        return page;
    }

    @GetMapping(
            path = {"/deployments", "/deployments.csv"},
            produces = "text/csv")
    ResponseEntity<String> file(@RequestParam Map<String, String> parameters) {
        Listing.Chosen chosen = chosen(parameters);
        chosen.frame().refuseWrong();
        return CsvFile.of(
                "deployments.csv", ListedDeployment.class, Listing.all((after, limit) -> page(chosen, after, limit)));
    }

    private Listing.Chosen chosen(Map<String, String> parameters) {
        return Listing.chosen(
                parameters,
                clock,
                "/deployments",
                Filter.text("service", "Service"),
                Filter.text("environment", "Environment"),
                Filter.text("q", "Sha or ref"),
                Filter.choice(
                        "kind",
                        "Kind",
                        "initial",
                        "first",
                        "forward",
                        "forward",
                        "rollback",
                        "rollback",
                        "redeploy",
                        "redeploy"),
                Filter.choice("failed", "Failed", "true", "yes", "false", "no"));
    }

    private Page<ListedDeployment> page(Listing.Chosen chosen, @Nullable Position after, int limit) {
        String kind = chosen.value("kind");
        String failed = chosen.value("failed");
        return deployments.page(
                new DeploymentFilter(
                        chosen.services(services),
                        chosen.selection().environment(),
                        chosen.selection().window().from(),
                        chosen.selection().window().until(),
                        kind == null ? null : Term.of(DeploymentKind.class, kind),
                        failed == null ? null : Boolean.valueOf(failed),
                        chosen.value("q")),
                after,
                limit);
    }
}
