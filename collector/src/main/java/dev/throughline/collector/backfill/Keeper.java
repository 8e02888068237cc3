package dev.throughline.collector.backfill;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Stores what was read on its own thread, in sequence, while more is requested from the forge. One batch is stored at a time. */
final class Keeper implements AutoCloseable {

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private @Nullable Future<?> last;

    /** Stores a batch, once the previous one is stored. If that failed, its exception is thrown here. */
    void keep(Runnable batch) {
        await();
        last = thread.submit(batch);
    }

    /** Waits until everything is kept, interrupted or not: it is short, and the caller must know how it ended. */
    void await() {
        Future<?> pending = last;
        last = null;
        boolean isInterrupted = false;
        try {
            while (pending != null) {
                try {
                    pending.get();
                    pending = null;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        try {
            await();
        } finally {
            thread.shutdown();
        }
    }
}
