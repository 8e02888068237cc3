package dev.throughline.collector.inbox;

import java.util.List;
import org.springframework.context.Lifecycle;

/** Whether this process can receive deliveries, even while the database is away, because then it spools. */
public final class Intake {

    private final Spool spool;
    private final List<? extends Lifecycle> workers;

    Intake(Spool spool, List<? extends Lifecycle> workers) {
        this.spool = spool;
        this.workers = List.copyOf(workers);
    }

    /** Whether there is room to spool, and every worker that stores, drains and reads is alive. */
    public boolean isReady() {
        return workers.stream().allMatch(Lifecycle::isRunning) && spool.hasRoom();
    }
}
