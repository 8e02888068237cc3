package dev.throughline.dashboard.weekly;

import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Duration;

/** Looks once a minute whether there is something to send. A mail server that is slow holds up nobody else. */
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
