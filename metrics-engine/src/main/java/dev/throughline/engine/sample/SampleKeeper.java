package dev.throughline.engine.sample;

import dev.throughline.engine.option.Options;
import dev.throughline.engine.option.OptionsByService;
import dev.throughline.engine.outage.Outage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the samples in line with the facts: derives each service that is due, in its own transaction. For one thread. */
public class SampleKeeper {

    private static final Logger log = LoggerFactory.getLogger(SampleKeeper.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final TransactionOperations transactions;
    private final DueServices due;
    private final SampleStore store;
    private final DerivedOptions derived;
    private final OptionsByService options;
    private final Clock clock;
    private final Timer timer;
    private final Map<Long, Pause> pauses = new HashMap<>();
    private boolean areOptionsCompared;

    SampleKeeper(
            TransactionOperations transactions,
            DueServices due,
            SampleStore store,
            DerivedOptions derived,
            OptionsByService options,
            Clock clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.due = due;
        this.store = store;
        this.derived = derived;
        this.options = options;
        this.clock = clock;
        this.timer = Timer.builder("throughline.derive")
                .description("Time to bring the samples of one service in line with its facts")
                .register(meters);
    }

    /** How long a service that could not be derived is left alone. */
    private record Pause(Instant until, Duration length) {}

    /**
     * Derives every service that is due now; fewer if other processes take part, because then the list must be read again. A service that
     * fails stays due, is left alone for a while and does not keep the others from being derived.
     *
     * @return whether any was derived
     */
    public boolean catchUp() {
        return catchUp(Turn.WHOEVER);
    }

    /**
     * Derives the services that are due and that the turn admits, until it is over; otherwise likewise.
     *
     * @return whether to look again at once: any was derived, or the turn was over before all were looked at
     */
    boolean catchUp(Turn turn) {
        if (!areOptionsCompared) {
            transactions.executeWithoutResult(status -> compareOptions());
            areOptionsCompared = true;
        }
        transactions.executeWithoutResult(status -> due.route());
        boolean isDerived = false;
        boolean isOver = false;
        for (long service : due.due()) {
            if (!isNotPaused(service) || !turn.admits(service)) {
                continue;
            }
            long began = System.nanoTime();
            boolean isOwn = tryToDerive(service);
            turn.derived(service, Duration.ofNanos(System.nanoTime() - began));
            isDerived |= isOwn;
            isOver = turn.isOver();
            if (isOver || (isDerived && !isOwn)) {
                break;
            }
        }
        if (isDerived || isOver) {
            return true;
        }
        List<String> settled = Objects.requireNonNull(transactions.execute(status -> due.settle()));
        settled.forEach(line -> log.info("Changed by the configuration: {}", line));
        return false;
    }

    /** Once after a start: only then can the configuration have changed. */
    private void compareOptions() {
        List<String> others = derived.deriveWhereOther(options);
        if (!others.isEmpty()) {
            log.info(
                    "Deriving {} services again, whose options have changed: {}{}",
                    others.size(),
                    String.join(", ", others.subList(0, Math.min(3, others.size()))),
                    others.size() > 3 ? ", …" : "");
        }
    }

    private boolean isNotPaused(long service) {
        Pause pause = pauses.get(service);
        return pause == null || !clock.instant().isBefore(pause.until());
    }

    private boolean tryToDerive(long service) {
        try {
            boolean isDerived =
                    Objects.requireNonNull(timer.record(() -> transactions.execute(status -> derive(service))));
            pauses.remove(service);
            return isDerived;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            Pause pause = pauses.merge(
                    service,
                    pause(FIRST_PAUSE),
                    (last, first) -> pause(last.length().multipliedBy(2)));
            if (Outage.is(e)) {
                log.warn(
                        "Could not derive the samples of service {}; trying again in {}: {}",
                        service,
                        pause.length(),
                        Outage.brief(e));
            } else {
                log.error("Could not derive the samples of service {}; trying again in {}", service, pause.length(), e);
            }
            return false;
        }
    }

    private Pause pause(Duration length) {
        Duration bounded = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
        return new Pause(clock.instant().plus(bounded), bounded);
    }

    private boolean derive(long service) {
        Optional<DueServices.Due> taken = due.take(service);
        taken.ifPresent(what -> {
            Options chosen = options.of(store.name(service));
            SampleStore.Opened opened = store.open(service, what.isLittle());
            int linked = new Derivation(opened.facts(), opened.samples(), chosen).derive(what);
            if (what.isFull()) {
                due.forgetIfGone(service);
            }
            log.debug("Derived service {}: linked {} deployments again", service, linked);
        });
        return taken.isPresent();
    }
}
