package dev.throughline.collector.source.declared;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates on its own threads, so that an endless evaluation blocks nothing else: a function of the library can be neither asked nor
 * forced to stop. Only a few endless ones are tolerated at a time.
 */
final class Evaluations {

    /** A small mapping takes a few hundredths of a millisecond. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final int MOST_STUCK = 2;

    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("mapping-", 0).factory());
    private final AtomicInteger stuck = new AtomicInteger();
    private final Duration longest;

    Evaluations() {
        this(LONGEST);
    }

    Evaluations(Duration longest) {
        this.longest = longest;
    }

    /** @throws Runaway when it does not end in time, or too many earlier ones have not ended yet */
    @Nullable
    Object run(Callable<@Nullable Object> evaluation) throws Expression.Failed {
        if (stuck.get() >= MOST_STUCK) {
            throw new Runaway("had not ended the last times");
        }
        AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        Future<@Nullable Object> result = threads.submit(() -> {
            if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
                return null;
            }
            try {
                return evaluation.call();
            } finally {
                if (state.getAndSet(State.ENDED) == State.GIVEN_UP) {
                    stuck.decrementAndGet();
                }
            }
        });
        try {
            return result.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            giveUp(result, state);
            throw new Runaway("takes longer than %d s".formatted(longest.toSeconds()));
        } catch (InterruptedException _) {
            giveUp(result, state);
            Thread.currentThread().interrupt();
            throw new Runaway("was interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Expression.Failed failed -> throw failed;
                case RuntimeException runtime -> throw runtime;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private void giveUp(Future<?> result, AtomicReference<State> state) {
        // one that never began blocks nothing
        if (!state.compareAndSet(State.WAITING, State.ENDED) && state.compareAndSet(State.RUNNING, State.GIVEN_UP)) {
            stuck.incrementAndGet();
        }
        result.cancel(true);
    }

    private enum State {
        WAITING,
        RUNNING,
        GIVEN_UP,
        ENDED
    }
}
