package dev.throughline.collector.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The threads of a worker that does several things side by side. The application does not wait for them to end. */
public final class WorkerThreads {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String name;
    private final Consumer<String> work;
    private volatile List<Thread> threads = List.of();

    /**
     * @param name what the names of all begin with
     * @param work loops while {@link #isRunning()}; is told what its thread is for
     */
    public WorkerThreads(String name, Consumer<String> work) {
        this.name = name;
        this.work = work;
    }

    /** Starts a thread for each. */
    public void start(Collection<String> each) {
        threads = each.stream().map(this::thread).toList();
        threads.forEach(Thread::start);
    }

    private Thread thread(String one) {
        Thread thread = new Thread(() -> work.accept(one), name + "-" + one);
        thread.setDaemon(true);
        return thread;
    }

    /** Whether any was started, and none has been told to end. */
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    /** Lets them end what they are doing, for a while. */
    public void end() {
        end(_ -> {}, () -> {});
    }

    /**
     * Ends them at once.
     *
     * @param breakingOff ends what no interrupt does
     */
    public void interrupt(Runnable breakingOff) {
        end(Thread::interrupt, breakingOff);
    }

    private void end(Consumer<Thread> telling, Runnable breakingOff) {
        List<Thread> ending = threads;
        threads = List.of();
        try {
            ending.forEach(telling);
            breakingOff.run();
            for (Thread thread : ending) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
