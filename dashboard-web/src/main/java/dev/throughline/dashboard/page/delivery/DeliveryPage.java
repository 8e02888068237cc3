package dev.throughline.dashboard.page.delivery;

import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.DeliveryBook;
import dev.throughline.dashboard.delivery.DeliveryBook.Filter;
import dev.throughline.dashboard.delivery.DeliveryWords;
import dev.throughline.dashboard.delivery.Status;
import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.SeeOther;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.dashboard.session.Permission;
import dev.throughline.dashboard.session.Visitors;
import dev.throughline.dashboard.wording.RefusalWords;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One delivery with everything known about it; its body, and replaying it, for those who may write. */
@Controller
@Profile("web")
class DeliveryPage {

    private static final Logger log = LoggerFactory.getLogger(DeliveryPage.class);

    private final DeliveryBook book;
    private final Visitors visitors;
    private final Clock clock;

    DeliveryPage(DeliveryBook book, Visitors visitors, Clock clock) {
        this.book = book;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/deliveries/{id}")
    ModelAndView show(@PathVariable String id, @RequestParam Map<String, String> parameters) {
        return page(known(id), Selection.parse(parameters, clock), null);
    }

    /** A form, so that no link opens what not every reader should see. */
    @PostMapping("/deliveries/{id}/body")
    ModelAndView body(
            HttpServletRequest request, @PathVariable String id, @RequestParam(defaultValue = "UTC") String timezone) {
        return permitted(request, id, timezone, (arrival, selection, actor) -> {
            log.info("{} looked at the body of delivery {}", actor, arrival.id());
            return page(arrival, selection, book.body(arrival));
        });
    }

    @PostMapping("/deliveries/{id}/replay")
    ModelAndView replay(
            HttpServletRequest request, @PathVariable String id, @RequestParam(defaultValue = "UTC") String timezone) {
        return permitted(request, id, timezone, (arrival, selection, actor) -> {
            book.replay(arrival);
            log.info("{} has delivery {} read again", actor, arrival.id());
            return SeeOther.at("/deliveries/" + arrival.id() + (timezone.equals("UTC") ? "" : selection.query()));
        });
    }

    /** Actions that require permission to write. */
    private interface Deed {
        ModelAndView done(Arrival arrival, Selection selection, String actor);
    }

    private ModelAndView permitted(HttpServletRequest request, String id, String timezone, Deed deed) {
        Selection selection = Selection.parse(Map.of("timezone", timezone), clock);
        Arrival arrival = known(id);
        return switch (visitors.judge(request)) {
            case Permission.Refused refused -> refused(arrival, selection, refused);
            case Permission.Granted granted -> deed.done(arrival, selection, granted.actor());
        };
    }

    private Arrival known(String id) {
        return book.find(id).orElseThrow(() -> new NotFound("no delivery has the id " + id));
    }

    private ModelAndView refused(Arrival arrival, Selection selection, Permission.Refused refused) {
        ModelAndView page = page(arrival, selection, null);
        page.addObject("wrong", RefusalWords.of(refused.refusal()));
        page.setStatus(HttpStatusCode.valueOf(RefusalWords.status(refused.refusal())));
        return page;
    }

    private ModelAndView page(Arrival arrival, Selection selection, byte @Nullable [] body) {
        ModelAndView page = new ModelAndView("delivery");
        page.addObject("arrival", arrival);
        page.addObject("at", Moment.of(arrival.receivedAt(), selection.zone()));
        page.addObject("zone", selection.zone());
        page.addObject("became", DeliveryWords.became(arrival));
        page.addObject("outcomes", book.outcomes(arrival));
        page.addObject("isWrong", arrival.status() == Status.MALFORMED || arrival.status() == Status.FAILED);
        page.addObject("isPending", arrival.status() == Status.PENDING);
        page.addObject("alike", alike(new Filter(arrival.source(), arrival.event(), null, null)));
        page.addObject(
                "ofRepository",
                Optional.ofNullable(arrival.repository())
                        .map(repository -> alike(new Filter(null, null, null, repository)))
                        .orElse(null));
        page.addObject("body", body == null ? null : ReadableBody.of(body));
        return page;
    }

    private static String alike(Filter filter) {
        return DeliveriesPage.address(filter).href("?");
    }
}
