package dev.throughline.dashboard.weekly;

import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Duration;

/** Checks once a minute whether there is something to send. A slow mail server holds up nothing else. */
final class ReportWorker implements Working {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Worker worker;

    ReportWorker(ReportRun run) {
        this.worker = Worker.named("weekly-reports")
                .failing("Could not look whether a report is due", PAUSE)
                .inPhase(DEFAULT_PHASE)
                .every(PAUSE, run::run);
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
