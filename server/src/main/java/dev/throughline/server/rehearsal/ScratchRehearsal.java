package dev.throughline.server.rehearsal;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.StoredDelivery;
import dev.throughline.collector.preview.Rehearsal;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.ledger.Ledger;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.outage.Outage;
import dev.throughline.server.cli.StartFailure;
import dev.throughline.server.rehearsal.postgres.Company;
import dev.throughline.server.rehearsal.postgres.ScratchSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads all deliveries again with the beans of another configuration, into a schema that is thrown away. One at a time. */
final class ScratchRehearsal implements Rehearsal {

    private static final int DAYS = 90;
    private static final int BATCH = 100;
    private static final long MOST = 300_000;
    private static final Duration LONGEST_DERIVATION = Duration.ofMinutes(10);
    private static final long PAUSE_MILLIS = 50;

    private final Deliveries deliveries;
    private final MetricsByService now;
    private final DataSource dataSource;
    private final ConfigurableEnvironment environment;
    private final Clock clock;
    private final ReentrantLock stage = new ReentrantLock();

    ScratchRehearsal(
            Deliveries deliveries,
            MetricsByService now,
            DataSource dataSource,
            ConfigurableEnvironment environment,
            Clock clock) {
        this.deliveries = deliveries;
        this.now = now;
        this.dataSource = dataSource;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Outcome of(String configuration) {
        if (!stage.tryLock()) {
            throw busy();
        }
        try {
            ConfigurableEnvironment other = OtherEnvironment.of(environment, configuration);
            long count = deliveries.count();
            if (count > MOST) {
                throw new Busy("There are %,d deliveries; a preview reads at most %,d.".formatted(count, MOST));
            }
            return rehearse(other);
        } finally {
            stage.unlock();
        }
    }

    private static Busy busy() {
        return new Busy("Another preview of a configuration is running; please try again.");
    }

    private Outcome rehearse(ConfigurableEnvironment other) {
        Window window = Window.trailing(DAYS, clock.instant(), ZoneOffset.UTC);
        try (ScratchSchema schema = ScratchSchema.beside(dataSource).orElseThrow(ScratchRehearsal::busy);
                Company company = Company.of(other, schema.dataSource())) {
            long read = read(company.sources(), company.ledger());
            await(schema);
            return new Outcome(
                    window.from(),
                    window.until(),
                    read,
                    compared(now.report(window, null), company.metrics().report(window, null)));
        } catch (RuntimeException e) {
            throw StartFailure.explain(e).<RuntimeException>map(Wrong::new).orElse(e);
        }
    }

    private long read(Normalizers sources, Ledger ledger) {
        long read = 0;
        long last = 0;
        for (List<StoredDelivery> batch = deliveries.after(last, BATCH);
                !batch.isEmpty();
                batch = deliveries.after(last, BATCH)) {
            List<Fact> facts = new ArrayList<>();
            batch.forEach(delivery -> facts.addAll(facts(sources, delivery)));
            record(ledger, facts, sources, batch);
            read += batch.size();
            last = batch.getLast().id();
        }
        return read;
    }

    /** One delivery that cannot be recorded spoils no other. */
    private static void record(Ledger ledger, List<Fact> facts, Normalizers sources, List<StoredDelivery> batch) {
        try {
            ledger.record(facts);
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                throw e;
            }
            for (StoredDelivery delivery : batch) {
                try {
                    ledger.record(facts(sources, delivery));
                } catch (RuntimeException alone) {
                    if (Outage.is(alone)) {
                        throw alone;
                    }
                }
            }
        }
    }

    /** What cannot be read reports nothing here either. */
    private static List<Fact> facts(Normalizers sources, StoredDelivery delivery) {
        try {
            return sources.named(delivery.source())
                                    .map(source -> source.normalize(delivery.inflate()))
                                    .orElse(null)
                            instanceof Normalization.Facts told
                    ? told.facts()
                    : List.of();
        } catch (RuntimeException | StackOverflowError _) {
            return List.of();
        }
    }

    private static void await(ScratchSchema schema) {
        long end = System.nanoTime() + LONGEST_DERIVATION.toNanos();
        while (!schema.isSettled()) {
            if (System.nanoTime() > end) {
                throw new Busy("The numbers could not be derived in time.");
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new Busy("The server is stopping.");
            }
        }
    }

    private static List<Service> compared(SortedMap<String, FiveMetrics> before, SortedMap<String, FiveMetrics> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> new Service(name, values(before.get(name)), values(after.get(name))))
                .toList();
    }

    private static @Nullable Values values(@Nullable FiveMetrics metrics) {
        return metrics == null
                ? null
                : new Values(
                        metrics.deploymentFrequency().value(),
                        metrics.changeLeadTime().value(),
                        metrics.changeFailRate().value(),
                        metrics.failedDeploymentRecoveryTime().value(),
                        metrics.deploymentReworkRate().value());
    }
}
