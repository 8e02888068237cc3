package dev.throughline.collector.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one thread of a worker. The application does not wait for it to end. */
public final class WorkerThread {

    private final String name;
    private final Runnable work;
    private volatile @Nullable Thread thread;

    /** @param work loops while {@link #isRunning()} */
    public WorkerThread(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    public void start() {
        Thread started = new Thread(work, name);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Whether it was started, has not been told to end, and lives. */
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    /** Ends it at once. Answers false when it was not running. */
    public boolean interrupt() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
        return running != null;
    }

    /**
     * Lets it end what it is doing.
     *
     * @param wakeUp called when it has been told to end
     * @param patience how long it is waited for
     */
    public void end(Runnable wakeUp, Duration patience) {
        Thread running = thread;
        thread = null;
        wakeUp.run();
        if (running != null) {
            try {
                running.join(patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
