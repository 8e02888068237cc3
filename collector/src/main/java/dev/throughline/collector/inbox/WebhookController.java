package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The long way of a delivery: answers those that {@link WebhookFilter} did not take, in the words of every other problem. */
@Profile("collector")
@RestController
class WebhookController {

    static final String PATTERN = "/webhooks/{source}";

    private static final String PROBLEM = WebhookController.class.getName() + ".problem";

    private final CollectorMeters meters;

    WebhookController(CollectorMeters meters) {
        this.meters = meters;
    }

    /** Has this request answered by the handler of this exception. */
    static void answer(HttpServletRequest request, Exception problem) {
        request.setAttribute(PROBLEM, problem);
    }

    /** Takes one delivery. Durable once it is answered. */
    @PostMapping(PATTERN)
    ResponseEntity<Receipt> receive(@PathVariable("source") String name, HttpServletRequest request) throws Exception {
        if (request.getAttribute(PROBLEM) instanceof Exception problem) {
            throw problem;
        }
        meters.count("unknown", "rejected");
        throw Problem.unknownSource();
    }
}
