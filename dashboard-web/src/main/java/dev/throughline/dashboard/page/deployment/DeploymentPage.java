package dev.throughline.dashboard.page.deployment;

import dev.throughline.dashboard.page.frame.PageId;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.SeeOther;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.page.verdict.Subject;
import dev.throughline.dashboard.page.verdict.VerdictForm;
import dev.throughline.dashboard.page.verdict.VerdictForms;
import dev.throughline.engine.history.DeploymentDetails;
import dev.throughline.engine.history.Details;
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

/** One deployment: what it delivered, the evidence against it, and the form to overrule that. */
@Controller
@Profile("web")
class DeploymentPage {

    private final Details details;
    private final VerdictForms forms;
    private final Clock clock;

    DeploymentPage(Details details, VerdictForms forms, Clock clock) {
        this.details = details;
        this.forms = forms;
        this.clock = clock;
    }

    @GetMapping("/deployments/{id}")
    ModelAndView show(
            HttpServletRequest request, @PathVariable String id, @RequestParam Map<String, String> parameters) {
        Selection selection = Selection.parse(parameters, clock);
        DeploymentDetails deployment = known(id);
        return page(
                deployment,
                selection,
                forms.form(
                        request, Subject.DEPLOYMENT, deployment.deployment().id(), path(deployment), selection.zone()));
    }

    @PostMapping("/deployments/{id}/verdict")
    ModelAndView take(
            HttpServletRequest request, @PathVariable String id, @RequestParam(defaultValue = "UTC") String timezone) {
        Selection selection = Selection.parse(Map.of("timezone", timezone), clock);
        DeploymentDetails deployment = known(id);
        return forms.take(request, Subject.DEPLOYMENT, deployment.deployment().id(), path(deployment), selection.zone())
                .map(form -> page(deployment, selection, form))
                .orElseGet(() -> SeeOther.at(path(deployment) + selection.query()));
    }

    private DeploymentDetails known(String id) {
        return PageId.find("deployment", id, details::ofDeployment);
    }

    private static String path(DeploymentDetails deployment) {
        return Paths.deployment(deployment.deployment().id());
    }

    private static ModelAndView page(DeploymentDetails deployment, Selection selection, VerdictForm form) {
        return new ModelAndView(
                "deployment",
                Map.of(
                        "deployment", DeploymentView.of(deployment, selection.zone()),
                        "zone", selection.zone().getId(),
                        "form", form),
                HttpStatusCode.valueOf(form.status()));
    }
}
