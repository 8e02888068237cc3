package dev.throughline.dashboard.page.incident;

import dev.throughline.dashboard.page.frame.PageId;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.SeeOther;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.page.verdict.Subject;
import dev.throughline.dashboard.page.verdict.VerdictForm;
import dev.throughline.dashboard.page.verdict.VerdictForms;
import dev.throughline.engine.history.Details;
import dev.throughline.engine.history.IncidentDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One incident: how long it took, which deployment is blamed for it and why, and the form to overrule that. */
@Controller
@Profile("web")
class IncidentPage {

    private final Details details;
    private final VerdictForms forms;
    private final Clock clock;

    IncidentPage(Details details, VerdictForms forms, Clock clock) {
        this.details = details;
        this.forms = forms;
        this.clock = clock;
    }

    @GetMapping("/incidents/{id}")
    ModelAndView show(
            HttpServletRequest request, @PathVariable String id, @RequestParam Map<String, String> parameters) {
        Selection selection = Selection.parse(parameters, clock);
        IncidentDetails incident = known(id);
        return page(
                incident,
                selection,
                forms.form(request, Subject.INCIDENT, incident.incident().id(), path(incident), selection.zone()));
    }

    @PostMapping("/incidents/{id}/verdict")
    ModelAndView take(
            HttpServletRequest request, @PathVariable String id, @RequestParam(defaultValue = "UTC") String timezone) {
        Selection selection = Selection.parse(Map.of("timezone", timezone), clock);
        IncidentDetails incident = known(id);
        return forms.take(request, Subject.INCIDENT, incident.incident().id(), path(incident), selection.zone())
                .map(form -> page(incident, selection, form))
                .orElseGet(() -> SeeOther.at(path(incident) + selection.query()));
    }

    private IncidentDetails known(String id) {
        return PageId.find("incident", id, details::ofIncident);
    }

    private static String path(IncidentDetails incident) {
        return Paths.incident(incident.incident().id());
    }

    private ModelAndView page(IncidentDetails incident, Selection selection, VerdictForm form) {
        return new ModelAndView(
                "incident",
                Map.of(
                        "incident", IncidentView.of(incident, selection.zone(), clock.instant()),
                        "zone", selection.zone().getId(),
                        "form", form),
                HttpStatusCode.valueOf(form.status()));
    }
}
