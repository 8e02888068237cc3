package dev.throughline.dashboard.page.delivery;

import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.DeliveryBook;
import dev.throughline.dashboard.delivery.DeliveryBook.Filter;
import dev.throughline.dashboard.delivery.DeliveryBook.Intake;
import dev.throughline.dashboard.delivery.DeliveryWords;
import dev.throughline.dashboard.delivery.Status;
import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.wording.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What arrives, the newest first, and one delivery with all that is known of it. */
@Controller
@Profile("web")
class DeliveriesPage {

    private static final int ROWS = 100;
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final String[] OWN = {"source", "event", "status", "q", "after"};

    private final DeliveryBook book;
    private final ConnectedSources sources;
    private final Clock clock;

    DeliveriesPage(DeliveryBook book, ConnectedSources sources, Clock clock) {
        this.book = book;
        this.sources = sources;
        this.clock = clock;
    }

    @GetMapping("/deliveries")
    String list(@RequestParam Map<String, String> parameters, Model model) {
        Selection selection = Selection.parse(parameters, clock, OWN);
        Filter filter = filter(parameters);
        Long before = before(parameters.get("after"));
        ZoneId zone = selection.zone();
        Instant now = clock.instant();
        Instant today = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        List<Arrival> found = book.page(filter, before, ROWS + 1);
        List<Arrival> shown = found.subList(0, Math.min(ROWS, found.size()));
        Address address = address(filter);
        model.addAttribute(
                "rows",
                shown.stream()
                        .map(arrival -> DeliveryRow.of(arrival, today, zone))
                        .toList());
        Intake intake = book.intake(today);
        model.addAttribute("intake", intake);
        model.addAttribute("waits", waits(intake, now));
        model.addAttribute("filter", filter);
        model.addAttribute("isFiltered", !address.own().isEmpty());
        model.addAttribute(
                "sources", sources.all().stream().map(ConnectedSource::name).toList());
        model.addAttribute("events", book.events());
        model.addAttribute(
                "statuses", Arrays.stream(Status.values()).map(Status::word).toList());
        model.addAttribute("zone", zone);
        model.addAttribute("kept", selection.kept());
        model.addAttribute("query", new Address("", address.own()).href("?"));
        model.addAttribute("newest", shown.isEmpty() ? "" : shown.getFirst().id());
        model.addAttribute("first", before == null ? null : address.href(selection.query()));
        model.addAttribute(
                "next",
                found.size() <= ROWS
                        ? null
                        : address.with("after", shown.getLast().id()).href(selection.query()));
        return "deliveries";
    }

    @GetMapping("/deliveries/{id}")
    String one(@PathVariable String id, @RequestParam Map<String, String> parameters, Model model) {
        Selection selection = Selection.parse(parameters, clock);
        Arrival arrival = book.find(id).orElseThrow(() -> new NotFound("no delivery has the id " + id));
        model.addAttribute("arrival", arrival);
        model.addAttribute("at", Moment.of(arrival.receivedAt(), selection.zone()));
        model.addAttribute("zone", selection.zone());
        model.addAttribute("became", DeliveryWords.became(arrival));
        model.addAttribute("outcomes", book.outcomes(arrival));
        model.addAttribute("isWrong", arrival.status() == Status.MALFORMED || arrival.status() == Status.FAILED);
        model.addAttribute(
                "alike",
                address(new Filter(arrival.source(), arrival.event(), null, null))
                        .href("?"));
        model.addAttribute(
                "ofRepository",
                arrival.repository() == null
                        ? null
                        : address(new Filter(null, null, null, arrival.repository()))
                                .href("?"));
        return "delivery";
    }

    private static Address address(Filter filter) {
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

    private static @Nullable Long before(@Nullable String after) {
        if (after == null || after.isBlank()) {
            return null;
        }
        if (!ID.matcher(after).matches()) {
            throw new BadParameter("after", after, "as a link to a later page has it");
        }
        return Long.valueOf(after);
    }

    private static @Nullable String waits(Intake intake, Instant now) {
        Instant oldest = intake.oldestPendingAt();
        return oldest == null
                ? null
                : Wording.shortDuration(
                        (double) Math.max(0, Duration.between(oldest, now).toSeconds()));
    }
}
