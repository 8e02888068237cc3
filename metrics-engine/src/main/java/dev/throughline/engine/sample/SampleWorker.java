package dev.throughline.engine.sample;

import dev.throughline.engine.outage.Outage;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The thread that derives samples: as soon as a fact arrives. After each step it rests, twice as long as the step took within
 * bounds, so that a flood of facts is answered in few large steps rather than many small ones.
 */
final class SampleWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SampleWorker.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final Duration REST_AT_LEAST = Duration.ofMillis(100);
    private static final Duration REST_AT_MOST = Duration.ofSeconds(2);

    private final SampleKeeper keeper;
    private final WakeUp wakeUp;
    private volatile boolean isRunning;
    private Thread thread = new Thread(this::work, "sample-worker");

    SampleWorker(SampleKeeper keeper, WakeUp wakeUp) {
        this.keeper = keeper;
        this.wakeUp = wakeUp;
    }

    @Override
    public void start() {
        isRunning = true;
        thread = new Thread(this::work, "sample-worker");
        thread.start();
    }

    @Override
    public void stop() {
        isRunning = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wakeUp.close();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    private void work() {
        while (isRunning) {
            try {
                step();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void report(Throwable e) {
        if (Outage.is(e)) {
            log.warn("Could not look for services to derive, trying again in {}: {}", AFTER_A_FAILURE, Outage.brief(e));
        } else {
            log.warn("Could not look for services to derive, trying again in {}", AFTER_A_FAILURE, e);
        }
    }

    private void step() throws InterruptedException {
        try {
            long began = System.nanoTime();
            if (keeper.catchUp()) {
                rest(Duration.ofNanos(System.nanoTime() - began));
            } else {
                wakeUp.await();
            }
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (isRunning) {
                report(e);
                Thread.sleep(AFTER_A_FAILURE);
            }
        }
    }

    private static void rest(Duration took) throws InterruptedException {
        Thread.sleep(Math.clamp(2 * took.toMillis(), REST_AT_LEAST.toMillis(), REST_AT_MOST.toMillis()));
    }
}
