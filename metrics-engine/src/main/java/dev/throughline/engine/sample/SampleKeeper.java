package dev.throughline.engine.sample;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the samples in line with the facts: derives each service that is due, in a transaction of its own. */
public class SampleKeeper {

    private static final Logger log = LoggerFactory.getLogger(SampleKeeper.class);

    private final TransactionOperations transactions;
    private final DueServices due;
    private final SampleStore store;
    private final Timer timer;

    SampleKeeper(TransactionOperations transactions, DueServices due, SampleStore store, MeterRegistry meters) {
        this.transactions = transactions;
        this.due = due;
        this.store = store;
        this.timer = Timer.builder("throughline.derive")
                .description("Time to bring the samples of one service in line with its facts")
                .register(meters);
    }

    /** What came of an attempt to catch up. */
    public enum Progress {
        /** Nothing was due, or other processes have it in hand. */
        NONE,
        /** At least one service was derived. */
        SOME,
        /** A service could not be derived; it stays due. */
        FAILED
    }

    /** Derives every service that is due now. One that fails stays due and does not keep the others from being derived. */
    public Progress catchUp() {
        transactions.executeWithoutResult(status -> due.route());
        return due.due().stream()
                .map(this::tryToDerive)
                .max(Comparator.naturalOrder())
                .orElse(Progress.NONE);
    }

    private Progress tryToDerive(long service) {
        try {
            boolean isDerived =
                    Objects.requireNonNull(timer.record(() -> transactions.execute(status -> derive(service))));
            return isDerived ? Progress.SOME : Progress.NONE;
        } catch (RuntimeException e) {
            log.error("Could not derive the samples of service {}; it stays due", service, e);
            return Progress.FAILED;
        }
    }

    private boolean derive(long service) {
        Optional<Set<String>> shas = due.take(service);
        if (shas.isPresent()) {
            int linked = new Derivation(store.facts(service), store.samples(service)).derive(shas.get());
            log.debug("Derived service {}: linked {} deployments again", service, linked);
        }
        return shas.isPresent();
    }
}
