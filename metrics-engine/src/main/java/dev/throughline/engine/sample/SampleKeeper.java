package dev.throughline.engine.sample;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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

    /**
     * Derives every service that is due now. One that fails stays due and does not keep the others from being derived.
     *
     * @return whether anything was due
     */
    public boolean catchUp() {
        transactions.executeWithoutResult(status -> due.route());
        var services = due.due();
        services.forEach(this::tryToDerive);
        return !services.isEmpty();
    }

    private void tryToDerive(long service) {
        try {
            timer.record(() -> transactions.executeWithoutResult(status -> derive(service)));
        } catch (RuntimeException e) {
            log.error("Could not derive the samples of service {}; it stays due", service, e);
        }
    }

    private void derive(long service) {
        Optional<Set<String>> shas = due.take(service);
        if (shas.isPresent()) {
            int linked = new Derivation(store.facts(service), store.samples(service)).derive(shas.get());
            log.debug("Derived service {}: linked {} deployments again", service, linked);
        }
    }
}
