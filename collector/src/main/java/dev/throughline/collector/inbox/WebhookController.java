package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The long path of a delivery: answers those that {@link WebhookFilter} did not handle, like any other problem. */
@Profile("collector")
@RestController
class WebhookController {

    static final String PATTERN = "/webhooks/{source}";

    private static final String PROBLEM = WebhookController.class.getName() + ".problem";

    private final CollectorMeters meters;

    WebhookController(CollectorMeters meters) {
        this.meters = meters;
    }

    /** Has this request answered by this exception's handler. */
    static void answer(HttpServletRequest request, Exception problem) {
        request.setAttribute(PROBLEM, problem);
    }

    /** Receives one delivery. Durable once it is answered. */
    @PostMapping(PATTERN)
    ResponseEntity<Receipt> receive(@PathVariable("source") String name, HttpServletRequest request) throws Exception {
        if (request.getAttribute(PROBLEM) instanceof Exception problem) {
            throw problem;
        }
        meters.count("unknown", "rejected");
        throw Problem.unknownSource();
    }
}
