package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.verdict.VerdictBook;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What went wrong, and which deployment is considered the cause. */
@RestController
@Profile("web")
class IncidentController {

    private final Incidents incidents;
    private final VerdictBook verdicts;

    IncidentController(Incidents incidents, VerdictBook verdicts) {
        this.incidents = incidents;
        this.verdicts = verdicts;
    }

    @GetMapping("/api/v1/incidents")
    Items<IncidentItem> incidents(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") List<String> service,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        KnownParameters.only(request, "service", "after", "limit");
        Paging paging = Paging.byTime(after, limit);
        return Items.of(incidents.page(IncidentFilter.of(service), paging.after(), paging.limit()), IncidentItem::of);
    }

    @GetMapping("/api/v1/incidents/{id}")
    IncidentItem incident(HttpServletRequest request, @PathVariable String id) {
        KnownParameters.only(request);
        ListedIncident incident =
                Ids.of(id).flatMap(incidents::byId).orElseThrow(() -> new NotFound("no incident has the id " + id));
        return IncidentItem.of(incident).with(verdicts.of(incident.id()));
    }
}
