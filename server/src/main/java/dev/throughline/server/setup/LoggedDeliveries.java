package dev.throughline.server.setup;

import dev.throughline.collector.delivery.DeliveryFilter;
import dev.throughline.collector.delivery.DeliveryItem;
import dev.throughline.collector.delivery.DeliveryLog;
import dev.throughline.collector.delivery.InboxStatus;
import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.Gist;
import dev.throughline.collector.inbox.SpoolWatch;
import dev.throughline.collector.inbox.StoredDelivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalizer;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.DeliveryBook;
import dev.throughline.dashboard.delivery.Status;
import dev.throughline.dashboard.problem.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Deliveries from the log, read again if a reader wants to know everything that one reported. */
final class LoggedDeliveries implements DeliveryBook {

    /** Reading a larger one again is not worth the wait. */
    private static final int LARGEST_BYTES = 1024 * 1024;

    private final DeliveryLog log;
    private final Deliveries bodies;
    private final ObjectProvider<SpoolWatch> spool;
    private final ObjectProvider<Normalizers> sources;

    /** @param spool and {@code sources}: none in a process that receives nothing */
    LoggedDeliveries(
            DeliveryLog log, Deliveries bodies, ObjectProvider<SpoolWatch> spool, ObjectProvider<Normalizers> sources) {
        this.log = log;
        this.bodies = bodies;
        this.spool = spool;
        this.sources = sources;
    }

    @Override
    public Intake intake(Instant since) {
        InboxStatus.Counts counts = log.since(since);
        SpoolWatch own = spool.getIfAvailable();
        return new Intake(
                counts.received(),
                counts.malformed(),
                counts.failed(),
                log.status().deliveries().pending(),
                log.oldestPending().orElse(null),
                own == null ? null : own.state().files());
    }

    @Override
    public List<Arrival> page(Filter filter, @Nullable Long before, int limit) {
        return log.list(logged(filter), before, limit).stream()
                .map(LoggedDeliveries::arrival)
                .toList();
    }

    @Override
    public Optional<Arrival> find(String id) {
        return log.find(id).map(LoggedDeliveries::arrival);
    }

    @Override
    public List<Outcome> outcomes(Arrival arrival) {
        if (arrival.status() != Status.PROCESSED || arrival.bytes() > LARGEST_BYTES) {
            return List.of();
        }
        return Optional.ofNullable(sources.getIfAvailable())
                .flatMap(known -> known.named(arrival.source()))
                .flatMap(source -> bodies.find(Long.parseLong(arrival.id())).flatMap(stored -> gist(source, stored)))
                .map(gist ->
                        gist.parts().stream().map(LoggedDeliveries::outcome).toList())
                .orElse(List.of());
    }

    @Override
    public byte[] body(Arrival arrival) {
        return bodies.find(Long.parseLong(arrival.id()))
                .map(stored -> stored.inflate().body())
                .orElseThrow(() -> new NotFound("delivery " + arrival.id() + " is not kept any more"));
    }

    @Override
    public void replay(Arrival arrival) {
        log.replay(arrival.id());
    }

    @Override
    public int replay(Filter filter) {
        return log.replay(logged(filter));
    }

    private static DeliveryFilter logged(Filter filter) {
        return new DeliveryFilter(filter.source(), filter.event(), filter.status(), filter.search());
    }

    @Override
    public List<String> events() {
        return log.events();
    }

    /** A source may no longer be able to read it: then the stored line is used. */
    private static Optional<Gist> gist(Normalizer source, StoredDelivery stored) {
        return source.normalize(stored.inflate()) instanceof Normalization.Facts told
                ? Optional.of(Gist.of(told.facts()))
                : Optional.empty();
    }

    private static Outcome outcome(Gist.Part part) {
        String id = part.id() == null ? null : part.id().toString();
        return new Outcome(
                part.words(),
                id == null
                        ? null
                        : switch (part.kind()) {
                            case DEPLOYMENT -> "/deployments/" + id;
                            case INCIDENT -> "/incidents/" + id;
                            case CHANGE -> "/changes/" + id;
                            case PUSH, COMMIT, OTHER -> null;
                        });
    }

    static Arrival arrival(DeliveryItem item) {
        return new Arrival(
                item.id(),
                item.source(),
                item.delivery(),
                item.event(),
                item.repository(),
                item.receivedAt(),
                item.bytes(),
                Status.of(item.status()).orElse(Status.PENDING),
                item.outcome(),
                item.reason(),
                item.field(),
                item.attempts(),
                item.error(),
                item.facts());
    }
}
