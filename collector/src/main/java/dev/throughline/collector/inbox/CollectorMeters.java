package dev.throughline.collector.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The counters and timers of the collector. */
final class CollectorMeters {

    private final Meter.MeterProvider<Counter> deliveries;
    private final Map<String, Map<String, Counter>> counters = new ConcurrentHashMap<>();
    private final Timer accept;
    private final Timer process;

    /** @param spool asked at every scrape */
    CollectorMeters(MeterRegistry registry, Supplier<SpoolState> spool) {
        this.deliveries = Counter.builder("throughline.deliveries")
                .description(
                        "Deliveries by source and by what became of them: accepted, duplicate, rejected or unavailable"
                                + " when received; processed, ignored, malformed, postponed or failed when read")
                .withRegistry(registry);
        this.accept = Timer.builder("throughline.accept")
                .description("Time from the first byte of a delivery's body to its being durable")
                .publishPercentileHistogram()
                .register(registry);
        this.process = Timer.builder("throughline.process")
                .description("Time to read a batch of stored deliveries and to record their facts")
                .publishPercentileHistogram()
                .register(registry);
        gauge(registry, "files", "Deliveries on disk that wait for the database", spool, SpoolState::files);
        gauge(registry, "bytes", "Size of the deliveries on disk that wait for the database", spool, SpoolState::bytes);
        gauge(
                registry,
                "oldest.seconds",
                "Age of the oldest delivery that waits for the database; 0 when there is none",
                spool,
                SpoolState::oldestSeconds);
        gauge(registry, "broken", "Spooled files that nothing could be done with", spool, SpoolState::broken);
    }

    private static void gauge(
            MeterRegistry registry,
            String name,
            String description,
            Supplier<SpoolState> spool,
            ToDoubleFunction<SpoolState> value) {
        Gauge.builder("throughline.spool." + name, () -> value.applyAsDouble(spool.get()))
                .description(description)
                .register(registry);
    }

    void count(String source, String outcome) {
        counters.computeIfAbsent(source, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, name -> deliveries.withTags("source", source, "outcome", name))
                .increment();
    }

    Timer accept() {
        return accept;
    }

    Timer process() {
        return process;
    }
}
