package dev.throughline.collector.inbox;

import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalizer;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.ledger.Ledger;
import dev.throughline.engine.outage.Outage;
import dev.throughline.engine.worker.Doorbell;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads stored deliveries and records their facts. Any number of workers share the inbox: a delivery is locked by the transaction
 * that records it, so one that dies leaves it as it was.
 */
final class InboxWorker implements Working {

    private static final Logger log = LoggerFactory.getLogger(InboxWorker.class);
    private static final int BATCH = 500;
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final int LONGEST_ERROR = 300;
    private static final long POLL_MILLIS = 1000;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** For the batch in progress when it is told to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A batch costs as much as many deliveries: if they arrive one by one, some may accumulate. */
    private static final long GATHER_MILLIS = 50;

    private static final long REST_AT_MOST_MILLIS = 1000;

    private final Deliveries deliveries;
    private final Ledger ledger;
    private final Hearings hearings;
    private final Normalizers sources;
    private final TransactionOperations transaction;
    private final Doorbell doorbell;
    private final Influx influx;
    private final CollectorMeters meters;
    private final Worker worker;

    InboxWorker(
            Deliveries deliveries,
            Ledger ledger,
            Hearings hearings,
            Normalizers sources,
            TransactionOperations transaction,
            Doorbell doorbell,
            Influx influx,
            CollectorMeters meters) {
        this.deliveries = deliveries;
        this.ledger = ledger;
        this.hearings = hearings;
        this.sources = sources;
        this.transaction = transaction;
        this.doorbell = doorbell;
        this.influx = influx;
        this.meters = meters;
        this.worker = Worker.named("inbox-worker")
                .failing("Deliveries cannot be processed at the moment", AFTER_FAILURE)
                .finishing(doorbell::ring, PATIENCE)
                .doing(this::round);
    }

    /** Processes one batch; returns how many deliveries it took. */
    int work() {
        long startedAt = System.nanoTime();
        List<StoredDelivery> claimed = new ArrayList<>();
        try {
            List<Settlement> settlements = transaction.execute(status -> {
                claimed.addAll(deliveries.claim(BATCH));
                return settle(claimed);
            });
            count(claimed, settlements);
        } catch (RuntimeException | StackOverflowError e) {
            if (claimed.isEmpty() || Outage.is(e)) {
                throw e;
            }
            log.warn("A batch of {} deliveries failed, each is recorded separately: {}", claimed.size(), brief(e));
            List<StoredDelivery> taken = List.copyOf(claimed);
            claimed.clear();
            taken.forEach(this::workAlone);
            return taken.size();
        }
        if (!claimed.isEmpty()) {
            meters.process().record(Duration.ofNanos(System.nanoTime() - startedAt));
        }
        return claimed.size();
    }

    private void workAlone(StoredDelivery taken) {
        try {
            transaction.executeWithoutResult(status ->
                    deliveries.claim(taken.id()).map(List::of).ifPresent(alone -> count(alone, settle(alone))));
        } catch (RuntimeException | StackOverflowError e) {
            if (Outage.is(e)) {
                throw e;
            }
            transaction.executeWithoutResult(status -> deliveries
                    .claim(taken.id())
                    .ifPresent(failed -> {
                        List<Settlement> settlements = List.of(failed(failed, e));
                        deliveries.settle(settlements);
                        count(List.of(failed), settlements);
                    }));
        }
    }

    private List<Settlement> settle(List<StoredDelivery> claimed) {
        if (claimed.isEmpty()) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        List<Hearing> heard = new ArrayList<>();
        List<Settlement> settlements = new ArrayList<>(claimed.size());
        for (StoredDelivery delivery : claimed) {
            int known = facts.size();
            settlements.add(read(delivery, facts));
            if (!delivery.event().startsWith(Told.PREFIX)) {
                facts.subList(known, facts.size()).stream()
                        .map(Fact::repository)
                        .distinct()
                        .forEach(repository ->
                                heard.add(new Hearing(delivery.source(), repository, delivery.receivedAt())));
            }
        }
        if (!facts.isEmpty()) {
            ledger.record(facts);
        }
        if (!heard.isEmpty()) {
            hearings.note(heard);
        }
        deliveries.settle(settlements);
        return settlements;
    }

    /** Adds the facts of a delivery, all or none. */
    private Settlement read(StoredDelivery delivery, List<Fact> facts) {
        Normalizer source = sources.named(delivery.source()).orElse(null);
        if (source == null) {
            return new Settlement.Ignored(delivery.id(), "no source is called '" + delivery.source() + "'");
        }
        try {
            return switch (source.normalize(delivery.inflate())) {
                case Normalization.Facts told -> {
                    facts.addAll(told.facts());
                    yield new Settlement.Processed(delivery.id(), told.facts().size(), Gist.of(told.facts()));
                }
                case Normalization.Ignored ignored -> new Settlement.Ignored(delivery.id(), ignored.reason());
                case Normalization.Malformed malformed ->
                    new Settlement.Malformed(delivery.id(), malformed.field(), malformed.detail());
            };
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return failed(delivery, e);
        }
    }

    private static Settlement failed(StoredDelivery delivery, Throwable thrown) {
        int attempts = delivery.attempts() + 1;
        if (attempts >= MOST_ATTEMPTS) {
            log.error(
                    "Delivery {} of {} failed {} times and is kept as failed: {}",
                    delivery.key(),
                    delivery.source(),
                    attempts,
                    brief(thrown),
                    thrown);
            return new Settlement.Failed(delivery.id(), brief(thrown));
        }
        Duration delay = Duration.ofSeconds(1L << (attempts - 1));
        log.warn(
                "Delivery {} of {} failed, attempt {} of {}: {}",
                delivery.key(),
                delivery.source(),
                attempts,
                MOST_ATTEMPTS,
                brief(thrown));
        return new Settlement.Postponed(
                delivery.id(), brief(thrown), delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
    }

    /** Class and first line of the message of the root cause: further lines may quote data. */
    private static String brief(Throwable thrown) {
        String brief = Outage.brief(thrown).replace('\0', ' ');
        return brief.length() <= LONGEST_ERROR ? brief : brief.substring(0, LONGEST_ERROR);
    }

    private void count(List<StoredDelivery> claimed, List<Settlement> settlements) {
        for (int i = 0; i < settlements.size(); i++) {
            meters.count(
                    claimed.get(i).source(),
                    switch (settlements.get(i)) {
                        case Settlement.Processed _ -> "processed";
                        case Settlement.Ignored _ -> "ignored";
                        case Settlement.Malformed _ -> "malformed";
                        case Settlement.Postponed _ -> "postponed";
                        case Settlement.Failed _ -> "failed";
                    });
        }
    }

    private Duration round() throws InterruptedException {
        long began = System.nanoTime();
        int taken = work();
        if (taken > 0) {
            return Duration.ofMillis(rest(taken, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
        }
        doorbell.await(POLL_MILLIS);
        return Duration.ZERO;
    }

    /**
     * In a flood of deliveries, receiving gets the machine for three quarters of the time: what is not received is lost, the rest can wait.
     */
    private long rest(int taken, long tookMillis) {
        if (influx.isFlood()) {
            return Math.clamp(3 * tookMillis, GATHER_MILLIS, REST_AT_MOST_MILLIS);
        }
        return taken < BATCH ? GATHER_MILLIS : 0;
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
