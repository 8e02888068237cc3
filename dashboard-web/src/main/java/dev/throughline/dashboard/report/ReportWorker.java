package dev.throughline.dashboard.report;

import dev.throughline.engine.outage.Outage;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Looks once a minute whether there is something to send. A mail server that is slow holds up nobody else. */
final class ReportWorker {

    private static final Logger log = LoggerFactory.getLogger(ReportWorker.class);

    private final ReportRun run;
    private final ReentrantLock running = new ReentrantLock();

    ReportWorker(ReportRun run) {
        this.run = run;
    }

    @Scheduled(fixedRateString = "PT1M", initialDelayString = "PT10S")
    void look() {
        Thread.ofVirtual().name("weekly-reports").start(this::unlessRunning);
    }

    private void unlessRunning() {
        if (!running.tryLock()) {
            return;
        }
        try {
            run.run();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Could not look whether a report is due: {}", Outage.brief(e));
        } finally {
            running.unlock();
        }
    }
}
