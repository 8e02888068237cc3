package dev.throughline.engine.sample;

import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Duration;

/** The thread that derives samples: as soon as a fact arrives, and as each service's {@link Rests} allow. */
final class SampleWorker implements Working {

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

    /** A derivation ignores interrupts, and what it has done by then would have to be repeated. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SampleKeeper keeper;
    private final WakeUp wakeUp;
    private final Rests rests = new Rests(System::nanoTime);
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
        Rests.LimitedTurn turn = rests.begin();
        if (keeper.catchUp(turn)) {
            return Duration.ZERO;
        }
        wakeUp.await(turn.sleep());
        return turn.pause();
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
