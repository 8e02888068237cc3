package dev.throughline.collector.delivery;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.Pulse;
import dev.throughline.collector.inbox.SpoolState;
import dev.throughline.collector.inbox.SpoolWatch;
import dev.throughline.collector.inbox.StoredDelivery;
import dev.throughline.collector.problem.Problem;
import dev.throughline.collector.source.Delivery;
import dev.throughline.engine.outage.Outage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What arrived and how it was processed. */
@Profile("web")
@RestController
@RequestMapping("/api/v1")
class DeliveryController {

    private static final Set<String> STATUSES = Set.of("pending", "processed", "ignored", "malformed", "failed");
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final int MOST = 1000;

    /** Whatever it is, it is shown and never executed. */
    private static final MediaType PLAIN = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final DeliveryLog deliveries;
    private final Deliveries bodies;
    private final Pulse pulse;
    private final ObjectProvider<SpoolWatch> spool;

    DeliveryController(DeliveryLog deliveries, Deliveries bodies, Pulse pulse, ObjectProvider<SpoolWatch> spool) {
        this.deliveries = deliveries;
        this.bodies = bodies;
        this.pulse = pulse;
        this.spool = spool;
    }

    /** Deliveries, newest first. */
    @GetMapping("/deliveries")
    Page list(
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String event,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "100") String limit,
            @RequestParam(required = false) @Nullable String after) {
        DeliveryFilter filter = filter(source, event, status, q);
        if (after != null && !ID.matcher(after).matches()) {
            throw Problem.badParameter("after", after, "the 'next' of an earlier answer");
        }
        int size = limit(limit);
        List<DeliveryItem> items = deliveries.list(filter, after == null ? null : Long.valueOf(after), size + 1);
        return items.size() <= size
                ? new Page(items, null)
                : new Page(items.subList(0, size), items.get(size - 1).id());
    }

    private static DeliveryFilter filter(
            @Nullable String source, @Nullable String event, @Nullable String status, @Nullable String q) {
        if (status != null && !STATUSES.contains(status)) {
            throw Problem.badParameter("status", status, "pending, processed, ignored, malformed or failed");
        }
        return new DeliveryFilter(
                readable("source", source, "the name of a source"),
                readable("event", event, "the name of an event"),
                status,
                readable("q", q, "the beginning of a repository's name, or the id of a delivery"));
    }

    /** PostgreSQL knows no null byte. */
    private static @Nullable String readable(String parameter, @Nullable String value, String expected) {
        if (value != null && value.indexOf('\0') >= 0) {
            throw Problem.badParameter(parameter, "\uFFFD", expected);
        }
        return value;
    }

    /** One delivery, by its id or by its sender's. */
    @GetMapping("/deliveries/{id}")
    DeliveryItem find(@PathVariable String id) {
        return deliveries.find(id).orElseThrow(() -> Problem.noSuchDelivery(id));
    }

    /**
     * The body of a delivery, byte for byte as it was received. It may hold data that its sender would not show to every reader, so it
     * requires permission to write.
     */
    @GetMapping("/deliveries/{id}/body")
    ResponseEntity<byte[]> body(@PathVariable String id) {
        Delivery found = deliveries
                .find(id)
                .flatMap(item -> bodies.find(Long.parseLong(item.id())))
                .map(StoredDelivery::inflate)
                .orElseThrow(() -> Problem.noSuchDelivery(id));
        return ResponseEntity.ok()
                .contentType(PLAIN)
                .cacheControl(CacheControl.noStore())
                .body(found.body());
    }

    /** Processes a delivery again. Recording the same facts again changes nothing. */
    @PostMapping("/deliveries/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryItem replay(@PathVariable String id) {
        return deliveries.replay(id).orElseThrow(() -> Problem.noSuchDelivery(id));
    }

    /** Processes deliveries again, oldest first, for example after a parser was fixed: all, or those of a filter. */
    @PostMapping("/deliveries/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Replay replayAll(
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String event,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q) {
        return new Replay(deliveries.replay(filter(source, event, status, q)));
    }

    /** Whether everything that arrived is in the numbers. Answered even while the database is away. */
    @GetMapping("/status")
    Status status() {
        SpoolWatch own = spool.getIfAvailable();
        // the spool first: what it held a moment ago is then in the database's answer, or still in the spool's
        SpoolState spooled = own == null ? null : own.state();
        if (!pulse.isUp()) {
            return Status.down(spooled);
        }
        try {
            return Status.up(deliveries.status(), spooled);
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                return Status.down(spooled);
            }
            throw e;
        }
    }

    private static int limit(String limit) {
        if (ID.matcher(limit).matches()) {
            long size = Long.parseLong(limit);
            if (size >= 1 && size <= MOST) {
                return (int) size;
            }
        }
        throw Problem.badParameter("limit", limit, "a whole number from 1 to " + MOST);
    }

    /** @param deliveries how many are processed again */
    record Replay(int deliveries) {}

    /**
     * Some deliveries.
     *
     * @param next cursor of the rest; null when there is none
     */
    record Page(List<DeliveryItem> items, @Nullable String next) {}
}
