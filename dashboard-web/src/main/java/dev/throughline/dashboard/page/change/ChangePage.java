package dev.throughline.dashboard.page.change;

import dev.throughline.dashboard.page.frame.PageId;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.engine.history.ChangeDetails;
import dev.throughline.engine.history.Details;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One merged change: where its time went, its commits, and the deployment that made it live. */
@Controller
@Profile("web")
class ChangePage {

    private final Details details;
    private final Clock clock;

    ChangePage(Details details, Clock clock) {
        this.details = details;
        this.clock = clock;
    }

    @GetMapping("/changes/{id}")
    ModelAndView show(@PathVariable String id, @RequestParam Map<String, String> parameters) {
        Selection selection = Selection.parse(parameters, clock);
        ChangeDetails change = PageId.find("merged change", id, details::ofChange);
        return new ModelAndView(
                "change",
                Map.of(
                        "change", ChangeView.of(change, selection.zone()),
                        "zone", selection.zone().getId()));
    }
}
