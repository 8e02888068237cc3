package dev.throughline.server.transfer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does things concurrently, a few at a time: submitting more of them waits. The first failure is rethrown. */
final class Senders implements AutoCloseable {

    private static final int AT_ONCE = 8;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>(null);

    void submit(Runnable task) {
        throwFailure();
        free.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                free.release();
            }
        });
    }

    /** Waits for all of them. */
    @Override
    public void close() {
        threads.close();
        throwFailure();
    }

    private void throwFailure() {
        RuntimeException first = failure.get();
        if (first != null) {
            throw first;
        }
    }
}
