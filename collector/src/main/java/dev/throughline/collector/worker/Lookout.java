package dev.throughline.collector.worker;

import dev.throughline.engine.outage.Outage;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at something again and again on a thread of its own. A look that fails is followed by the next one. */
public final class Lookout implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);

    private final String name;
    private final Duration pause;
    private final Runnable look;
    private final WorkerThread thread;

    /**
     * @param name of its thread
     * @param pause between two looks
     */
    public Lookout(String name, Duration pause, Runnable look) {
        this.name = name;
        this.pause = pause;
        this.look = look;
        this.thread = new WorkerThread(name, this::run);
    }

    private void run() {
        while (thread.isRunning()) {
            try {
                look.run();
            } catch (RuntimeException e) {
                if (thread.isRunning()) {
                    log.debug("{} could not look: {}", name, Outage.brief(e));
                }
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public int getPhase() {
        return 1;
    }
}
