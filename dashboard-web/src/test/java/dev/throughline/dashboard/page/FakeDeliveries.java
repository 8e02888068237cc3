package dev.throughline.dashboard.page;

import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.DeliveryBook;
import dev.throughline.dashboard.delivery.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** 250 deliveries of every fate, the newest a minute ago. */
class FakeDeliveries implements DeliveryBook {

    private static final int COUNT = 250;

    private final Instant now;
    private boolean isEmpty;

    FakeDeliveries(Instant now) {
        this.now = now;
    }

    void clear() {
        isEmpty = true;
    }

    @Override
    public Intake intake(Instant since) {
        return isEmpty ? new Intake(0, 0, 0, 0, null, 0L) : new Intake(1_204, 3, 1, 2, now.minusSeconds(90), 0L);
    }

    @Override
    public List<Arrival> page(Filter filter, @Nullable Long before, int limit) {
        long newest = before == null ? COUNT : before - 1;
        return LongStream.iterate(isEmpty ? 0 : newest, id -> id > 0, id -> id - 1)
                .mapToObj(this::arrival)
                .filter(arrival -> (filter.source() == null || filter.source().equals(arrival.source()))
                        && (filter.event() == null || filter.event().equals(arrival.event()))
                        && (filter.status() == null
                                || filter.status().equals(arrival.status().word()))
                        && (filter.search() == null
                                || filter.search().equals(arrival.id())
                                || arrival.repository() != null
                                        && arrival.repository().startsWith(filter.search())))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Arrival> find(String id) {
        return id.matches("\\d{1,3}") && !id.equals("0") && Integer.parseInt(id) <= COUNT
                ? Optional.of(arrival(Long.parseLong(id)))
                : Optional.empty();
    }

    @Override
    public List<Outcome> outcomes(Arrival arrival) {
        return arrival.status() == Status.PROCESSED
                ? List.of(
                        new Outcome("deployment of 3f2c9b1 to production succeeded", "/deployments/" + new UUID(0, 1)),
                        new Outcome("push of 3 commits to main", null))
                : List.of();
    }

    @Override
    public byte[] body(Arrival arrival) {
        return "{\"zen\":\"It <b>works</b>.\",\"zen\":[1.50,2e3]}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void replay(Arrival arrival) {
        // it stays as it is
    }

    @Override
    public int replay(Filter filter) {
        return page(filter, null, COUNT).size();
    }

    @Override
    public List<String> events() {
        return List.of("deployment_status", "ping", "pull_request", "push");
    }

    private Arrival arrival(long id) {
        Instant at = now.minusSeconds((COUNT - id) * 347 + 60);
        return switch ((int) (id % 6)) {
            case 0 ->
                at(id, at, "push", "acme/shop", Status.MALFORMED, null, "is missing", "commits[0].id", 1, null, 0);
            case 1 ->
                at(
                        id,
                        at,
                        "ping",
                        null,
                        Status.IGNORED,
                        null,
                        "the event 'ping' names no repository",
                        null,
                        1,
                        null,
                        0);
            case 2 ->
                at(
                        id,
                        at,
                        "push",
                        null,
                        Status.FAILED,
                        null,
                        null,
                        null,
                        5,
                        "IllegalStateException: the graph of <b>acme</b> is broken",
                        null);
            case 3 -> at(id, at, "push", null, Status.PENDING, null, null, null, 0, null, null);
            case 4 ->
                at(
                        id,
                        at,
                        "",
                        PagesApplication.TURNED,
                        Status.PROCESSED,
                        "change #482 “Round \u202E<b>totals</b>” merged",
                        null,
                        null,
                        1,
                        null,
                        3);
            default ->
                at(
                        id,
                        at,
                        "deployment_status",
                        "acme/checkout",
                        Status.PROCESSED,
                        "deployment of 3f2c9b1 to production succeeded, and 1 more",
                        null,
                        null,
                        1,
                        null,
                        2);
        };
    }

    private static Arrival at(
            long id,
            Instant at,
            String event,
            @Nullable String repository,
            Status status,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String field,
            int attempts,
            @Nullable String error,
            @Nullable Integer facts) {
        return new Arrival(
                Long.toString(id),
                id % 4 == 0 ? "tracker" : "github",
                "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                event,
                repository,
                at,
                8_104,
                status,
                outcome,
                reason,
                field,
                attempts,
                error,
                facts);
    }
}
