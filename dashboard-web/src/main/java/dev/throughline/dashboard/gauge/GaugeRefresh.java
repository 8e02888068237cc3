package dev.throughline.dashboard.gauge;

import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.outage.Outage;
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
import org.springframework.scheduling.annotation.Scheduled;

/** Asks for the five metrics of every service over the trailing 30 complete days and today in UTC, and publishes them. */
class GaugeRefresh {

    private static final Logger log = LoggerFactory.getLogger(GaugeRefresh.class);
    private static final int REST = 9;

    private final MetricsByService metrics;
    private final ServiceGauges gauges;
    private final LongSupplier countUnmapped;
    private final AtomicLong unmapped = new AtomicLong();
    private final Timer timer;
    private final Clock clock;
    private long restUntil = System.nanoTime();

    /** @param countUnmapped how many incidents no service takes */
    GaugeRefresh(
            MetricsByService metrics,
            LongSupplier countUnmapped,
            ServiceGauges gauges,
            MeterRegistry registry,
            Clock clock) {
        this.metrics = metrics;
        this.countUnmapped = countUnmapped;
        this.gauges = gauges;
        this.clock = clock;
        this.timer = Timer.builder("throughline.gauges.refresh")
                .description("What it took to compute the five metrics of every service.")
                .register(registry);
        Gauge.builder("throughline.incidents.unmapped", unmapped, AtomicLong::doubleValue)
                .description("Incidents of pagers and trackers that no service takes, so that they are in no number.")
                .register(registry);
    }

    /** Takes at most a tenth of the time, however many services there are. Keeps the last values while it cannot ask. */
    @Scheduled(fixedDelayString = "${throughline.gauges.interval:15s}")
    void refresh() {
        long start = System.nanoTime();
        if (start < restUntil) {
            return;
        }
        try {
            gauges.publish(metrics.report(lastDays(), null));
            unmapped.set(countUnmapped.getAsLong());
        } catch (DataAccessException e) {
            log.warn("Could not refresh the gauges: {}", Outage.brief(e));
        }
        long took = System.nanoTime() - start;
        timer.record(Duration.ofNanos(took));
        restUntil = start + took * (1 + REST);
    }

    private Window lastDays() {
        return Window.trailing(Window.USUAL_DAYS, clock.instant(), ZoneOffset.UTC);
    }
}
