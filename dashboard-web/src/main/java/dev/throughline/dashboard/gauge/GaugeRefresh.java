package dev.throughline.dashboard.gauge;

import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.outage.Outage;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Queries the five metrics of every service over the last 30 complete days and today in UTC, and publishes them. */
final class GaugeRefresh implements Working {

    private static final Logger log = LoggerFactory.getLogger(GaugeRefresh.class);
    private static final int REST = 9;

    private final MetricsByService metrics;
    private final ServiceGauges gauges;
    private final LongSupplier countUnmapped;
    private final AtomicLong unmapped = new AtomicLong();
    private final Timer timer;
    private final Clock clock;
    private final Worker worker;

    /**
     * @param countUnmapped how many incidents no service takes
     * @param interval pause between two refreshes
     */
    GaugeRefresh(
            MetricsByService metrics,
            LongSupplier countUnmapped,
            ServiceGauges gauges,
            Duration interval,
            MeterRegistry registry,
            Clock clock) {
        this.metrics = metrics;
        this.countUnmapped = countUnmapped;
        this.gauges = gauges;
        this.clock = clock;
        this.worker = Worker.named("gauge-refresh")
                .failing("Could not refresh the gauges", interval)
                .inPhase(DEFAULT_PHASE)
                .doing(() -> longer(interval, refresh().multipliedBy(REST)));
        this.timer = Timer.builder("throughline.gauges.refresh")
                .description("What it took to compute the five metrics of every service.")
                .register(registry);
        Gauge.builder("throughline.incidents.unmapped", unmapped, AtomicLong::doubleValue)
                .description("Incidents of pagers and trackers that no service takes, so that they are in no number.")
                .register(registry);
    }

    /**
     * Returns how long it took. The pause is at least nine times that, so that it takes at most a tenth of the time, however many services
     * there are. Keeps the last values while it cannot query.
     */
    Duration refresh() {
        long start = System.nanoTime();
        try {
            gauges.publish(metrics.report(lastDays(), null));
            unmapped.set(countUnmapped.getAsLong());
        } catch (DataAccessException e) {
            log.warn("Could not refresh the gauges: {}", Outage.brief(e));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        timer.record(took);
        return took;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Window lastDays() {
        return Window.trailing(Window.USUAL_DAYS, clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
