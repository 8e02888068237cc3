package dev.throughline.engine.worker;

import dev.throughline.engine.outage.Outage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One or more daemon threads that run the same round again and again. A round that fails is logged and followed by the next one
 * after a pause, so a thread outlives any outage. Stopping takes no longer than the worker's patience; it can be started again.
 */
public final class Worker implements SmartLifecycle {

    /** The rest after which no round follows: the thread ends. */
    public static final Duration FOR_GOOD = ChronoUnit.FOREVER.getDuration();

    /** The default phase of workers: started before the web server, stopped after it. */
    public static final int USUAL_PHASE = 1;

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final Plan plan;
    private final Supplier<? extends Collection<String>> threadsFor;
    private final Function<String, Round> rounds;
    private volatile @Nullable Crew crew;

    private Worker(Plan plan, Supplier<? extends Collection<String>> threadsFor, Function<String, Round> rounds) {
        this.plan = plan;
        this.threadsFor = threadsFor;
        this.rounds = rounds;
    }

    /** What a thread does again and again. */
    @FunctionalInterface
    public interface Round {

        /** Returns how long to rest before the next round, {@link #FOR_GOOD} for no next round. Stopping cuts the rest short. */
        Duration work() throws InterruptedException;
    }

    /** @param name of the thread; with several, what their names begin with */
    public static Plan named(String name) {
        return new Plan(name);
    }

    /** What a worker does besides its rounds. */
    public static final class Plan {

        private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
        private static final Duration USUAL_PATIENCE = Duration.ofSeconds(3);

        private final String name;
        private @Nullable String complaint;
        private Duration pause = USUAL_PAUSE;
        private boolean isInterrupted = true;
        private Runnable onStop = () -> {};
        private Duration patience = USUAL_PATIENCE;
        private Consumer<String> onEnd = _ -> {};
        private int phase = USUAL_PHASE;

        private Plan(String name) {
            this.name = name;
        }

        /**
         * What follows a round that fails. Without it the failure is logged at debug level, and the pause is a second.
         *
         * @param complaint what could not be done, for the log
         * @param pause before the next round
         */
        public Plan failing(String complaint, Duration pause) {
            this.complaint = complaint;
            this.pause = pause;
            return this;
        }

        /**
         * Stopping interrupts a round that is under way. This is also the default, with a patience of three seconds.
         *
         * @param breakingOff ends what an interrupt does not end
         * @param patience how long stopping waits for all threads together
         */
        public Plan breakingOff(Runnable breakingOff, Duration patience) {
            this.onStop = breakingOff;
            this.patience = patience;
            return this;
        }

        /**
         * Stopping lets a round that is under way finish.
         *
         * @param wakingUp ends what a round waits for
         * @param patience how long stopping waits for all threads together
         */
        public Plan finishing(Runnable wakingUp, Duration patience) {
            this.isInterrupted = false;
            return breakingOff(wakingUp, patience);
        }

        /** @param onEnd the last thing each thread does, with what it was for */
        public Plan ending(Consumer<String> onEnd) {
            this.onEnd = onEnd;
            return this;
        }

        /** @param phase as of {@link SmartLifecycle}: lower ones start earlier and stop later */
        public Plan inPhase(int phase) {
            this.phase = phase;
            return this;
        }

        /** A worker with one thread. */
        public Worker doing(Round round) {
            return new Worker(this, () -> List.of(""), _ -> round);
        }

        /** A worker with one thread that does something, rests, and does it again. */
        public Worker every(Duration rest, Runnable look) {
            return doing(() -> {
                look.run();
                return rest;
            });
        }

        /**
         * A worker with a thread for each of several.
         *
         * @param each called at every start; none means no thread
         * @param rounds creates what a thread does, on that thread; if it fails it is retried like a round
         */
        public Worker doingForEach(Supplier<? extends Collection<String>> each, Function<String, Round> rounds) {
            return new Worker(this, each, rounds);
        }
    }

    /** Does nothing while it is running. */
    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        Crew starting = new Crew();
        starting.threads =
                threadsFor.get().stream().map(one -> thread(starting, one)).toList();
        crew = starting;
        starting.threads.forEach(Thread::start);
    }

    private Thread thread(Crew member, String one) {
        return Thread.ofPlatform()
                .daemon()
                .name(one.isEmpty() ? plan.name : plan.name + "-" + one)
                .unstarted(() -> run(member, one));
    }

    private void run(Crew own, String one) {
        try {
            Round round = null;
            boolean isFirstFailure = true;
            while (own.isWanted()) {
                Duration rest = plan.pause;
                try {
                    round = round == null ? rounds.apply(one) : round;
                    rest = round.work();
                    isFirstFailure = true;
                } catch (RuntimeException | Error e) {
                    if (own.isWanted()) {
                        report(e, isFirstFailure);
                    }
                    isFirstFailure = false;
                }
                if (rest.equals(FOR_GOOD)) {
                    return;
                }
                own.rest(rest);
            }
        } catch (InterruptedException e) {
            // told to stop
        } finally {
            Thread.interrupted();
            plan.onEnd.accept(one);
        }
    }

    /** An outage is not news; for anything else, the stack trace is logged once. */
    private void report(Throwable e, boolean isFirst) {
        String failed = plan.complaint;
        if (failed == null) {
            log.debug("{} failed: {}", plan.name, Outage.brief(e));
        } else if (Outage.is(e) || !isFirst) {
            log.warn("{}, trying again in {}: {}", failed, plan.pause, Outage.brief(e));
        } else {
            log.warn("{}, trying again in {}", failed, plan.pause, e);
        }
    }

    /** Returns when all threads have ended, or the patience has run out. */
    @Override
    public synchronized void stop() {
        Crew stopping = crew;
        crew = null;
        if (stopping == null) {
            return;
        }
        stopping.dismissed.countDown();
        if (plan.isInterrupted) {
            stopping.threads.forEach(Thread::interrupt);
        }
        plan.onStop.run();
        long until = System.nanoTime() + plan.patience.toNanos();
        try {
            for (Thread thread : stopping.threads) {
                thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was started, has not been told to stop, and any of its threads lives. */
    @Override
    public boolean isRunning() {
        Crew running = crew;
        return running != null && running.threads.stream().anyMatch(Thread::isAlive);
    }

    @Override
    public int getPhase() {
        return plan.phase;
    }

    /** The threads of one start. One that outlasts the patience of its stop does not come back with the next start. */
    private static final class Crew {

        private final CountDownLatch dismissed = new CountDownLatch(1);
        private List<Thread> threads = List.of();

        boolean isWanted() {
            return dismissed.getCount() > 0;
        }

        void rest(Duration rest) throws InterruptedException {
            boolean isStopped = dismissed.await(rest.toNanos(), TimeUnit.NANOSECONDS);
            if (isStopped) {
                throw new InterruptedException("stopped");
            }
        }
    }
}
