package dev.throughline.dashboard.page.delivery;

import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.DeliveryBook;
import dev.throughline.dashboard.delivery.DeliveryBook.Filter;
import dev.throughline.dashboard.delivery.DeliveryBook.Intake;
import dev.throughline.dashboard.delivery.Status;
import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.SeeOther;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.session.Permission;
import dev.throughline.dashboard.session.Visitors;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.wording.RefusalWords;
import dev.throughline.dashboard.wording.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What arrives, newest first; replaying it, for those who may write. */
@Controller
@Profile("web")
class DeliveriesPage {

    private static final Logger log = LoggerFactory.getLogger(DeliveriesPage.class);
    private static final String REPLAYED = "replayed";
    private static final int ROWS = 100;
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final String[] OWN = {"source", "event", "status", "q", "after", REPLAYED};

    private final DeliveryBook book;
    private final ConnectedSources sources;
    private final Visitors visitors;
    private final Clock clock;

    DeliveriesPage(DeliveryBook book, ConnectedSources sources, Visitors visitors, Clock clock) {
        this.book = book;
        this.sources = sources;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/deliveries")
    ModelAndView list(@RequestParam Map<String, String> parameters) {
        return page(parameters);
    }

    /** Replays those that match a filter. */
    @PostMapping("/deliveries/replay")
    ModelAndView replay(HttpServletRequest request, @RequestParam Map<String, String> parameters) {
        Map<String, String> asked = new LinkedHashMap<>(parameters);
        asked.keySet().removeAll(Set.of(Visitors.TOKEN, Visitors.NAME, Visitors.FORM_KEY));
        Selection selection = Selection.parse(asked, clock, OWN);
        Filter filter = filter(asked);
        return switch (visitors.judge(request)) {
            case Permission.Refused refused -> {
                ModelAndView page = page(asked);
                page.addObject("wrong", RefusalWords.of(refused.refusal()));
                page.setStatus(HttpStatusCode.valueOf(RefusalWords.status(refused.refusal())));
                yield page;
            }
            case Permission.Granted granted -> {
                int count = book.replay(filter);
                log.info("{} has {} deliveries read again", granted.actor(), count);
                yield SeeOther.at(
                        address(filter).with(REPLAYED, Integer.toString(count)).href(selection.query()));
            }
        };
    }

    private ModelAndView page(Map<String, String> parameters) {
        ModelAndView model = new ModelAndView("deliveries");
        Selection selection = Selection.parse(parameters, clock, OWN);
        Filter filter = filter(parameters);
        Long before = id("after", parameters);
        Long replayed = id(REPLAYED, parameters);
        ZoneId zone = selection.zone();
        Instant now = clock.instant();
        Instant today = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        List<Arrival> found = book.page(filter, before, ROWS + 1);
        List<Arrival> shown = found.subList(0, Math.min(ROWS, found.size()));
        Address address = address(filter);
        model.addObject(
                "rows",
                shown.stream()
                        .map(arrival -> DeliveryRow.of(arrival, today, zone))
                        .toList());
        Intake intake = book.intake(today);
        model.addObject("intake", intake);
        model.addObject("waits", waits(intake, now));
        model.addObject("filter", filter);
        model.addObject("isFiltered", !address.own().isEmpty());
        model.addObject(
                "sources", sources.all().stream().map(ConnectedSource::name).toList());
        model.addObject("events", book.events());
        model.addObject(
                "statuses", Arrays.stream(Status.values()).map(Status::word).toList());
        model.addObject("zone", zone);
        model.addObject("kept", selection.kept());
        model.addObject("query", new Address("", address.own()).href("?"));
        model.addObject("newest", shown.isEmpty() ? "" : shown.getFirst().id());
        model.addObject("first", before == null ? null : address.href(selection.query()));
        model.addObject(
                "next",
                found.size() <= ROWS
                        ? null
                        : address.with("after", shown.getLast().id()).href(selection.query()));
        model.addObject("filtered", address.own());
        model.addObject(
                "replayed",
                replayed == null
                        ? null
                        : Wording.counted(replayed, "delivery", "deliveries")
                                + (replayed == 1 ? " is read again" : " are read again"));
        return model;
    }

    static Address address(Filter filter) {
        return Address.of("/deliveries")
                .with("source", orEmpty(filter.source()))
                .with("event", orEmpty(filter.event()))
                .with("status", orEmpty(filter.status()))
                .with("q", orEmpty(filter.search()));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Filter filter(Map<String, String> parameters) {
        String status = orNull(parameters.get("status"));
        if (status != null && Status.of(status).isEmpty()) {
            throw new BadParameter("status", status, "pending, processed, ignored, malformed or failed");
        }
        return new Filter(
                orNull(parameters.get("source")), orNull(parameters.get("event")), status, orNull(parameters.get("q")));
    }

    private static @Nullable String orNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable Long id(String name, Map<String, String> parameters) {
        String value = orNull(parameters.get(name));
        if (value == null) {
            return null;
        }
        if (!ID.matcher(value).matches()) {
            throw new BadParameter(name, value, "as a link to a later page has it");
        }
        return Long.valueOf(value);
    }

    private static @Nullable String waits(Intake intake, Instant now) {
        Instant oldest = intake.oldestPendingAt();
        return oldest == null
                ? null
                : Wording.shortDuration(
                        (double) Math.max(0, Duration.between(oldest, now).toSeconds()));
    }
}
