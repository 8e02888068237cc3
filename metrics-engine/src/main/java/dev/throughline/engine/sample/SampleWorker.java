package dev.throughline.engine.sample;

import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Duration;

/**
 * The thread that derives samples: as soon as a fact arrives. After each step it rests, twice as long as the step took within
 * bounds, so that a flood of facts is answered in few large steps rather than many small ones.
 */
final class SampleWorker implements Working {

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final Duration REST_AT_LEAST = Duration.ofMillis(100);
    private static final Duration REST_AT_MOST = Duration.ofSeconds(2);

    /** A derivation heeds no interrupt, and what it has done by then would be done again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SampleKeeper keeper;
    private final WakeUp wakeUp;
    private final Worker worker = Worker.named("sample-worker")
            .failing("Could not look for services to derive", AFTER_A_FAILURE)
            .breakingOff(() -> {}, PATIENCE)
            .inPhase(DEFAULT_PHASE)
            .doing(this::round);

    SampleWorker(SampleKeeper keeper, WakeUp wakeUp) {
        this.keeper = keeper;
        this.wakeUp = wakeUp;
    }

    private Duration round() throws InterruptedException {
        long began = System.nanoTime();
        if (keeper.catchUp()) {
            return rest(Duration.ofNanos(System.nanoTime() - began));
        }
        wakeUp.await();
        return Duration.ZERO;
    }

    private static Duration rest(Duration took) {
        return Duration.ofMillis(Math.clamp(2 * took.toMillis(), REST_AT_LEAST.toMillis(), REST_AT_MOST.toMillis()));
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
