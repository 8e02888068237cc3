package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Worker.Round;
import dev.throughline.engine.worker.Working;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the webhooks of every source with a token, on one thread each. Of several processes, one watches a source. */
final class HookWatcher implements Working {

    private static final Logger log = LoggerFactory.getLogger(HookWatcher.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration AFTER_STUMBLE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Histories histories;
    private final HookBook book;
    private final AnswerCaches caches;
    private final ApiWitness witness;
    private final Settings settings;
    private final Clock clock;
    private final UUID process = UUID.randomUUID();
    private final ApiTransport transport = new ApiTransport();
    private final Worker worker;

    /**
     * How it watches.
     *
     * @param pause between two checks
     * @param quotaShare how much of a token's quota may be used up
     * @param url our own address, where configured
     */
    record Settings(
            Duration pause, double quotaShare, @Nullable String url) {}

    HookWatcher(
            Histories histories,
            HookBook book,
            AnswerCaches caches,
            ApiWitness witness,
            Settings settings,
            Clock clock) {
        this.histories = histories;
        this.book = book;
        this.caches = caches;
        this.witness = witness;
        this.settings = settings;
        this.clock = clock;
        this.worker = Worker.named("hooks")
                .failing("Webhooks cannot be watched at the moment", AFTER_STUMBLE)
                .breakingOff(transport::breakOff, PATIENCE)
                .ending(this::leave)
                .doingForEach(histories::sources, this::rounds);
    }

    private Round rounds(String source) {
        WatchPacing pacing = new WatchPacing(source);
        Optional<ForgeHooks> hooks = hooks(source, pacing);
        if (hooks.isEmpty()) {
            return () -> Worker.FOR_GOOD;
        }
        HookWatch watch = new HookWatch(book, histories.forge(source), settings.pause(), settings.url(), clock);
        return () -> round(source, watch, hooks.get(), pacing);
    }

    private Duration round(String source, HookWatch watch, ForgeHooks hooks, Pacing pacing) {
        try {
            if (book.watch(source, process, LEASE)) {
                watch.look(hooks);
            }
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.STOPPED) {
                return Duration.ZERO;
            }
            log.info("The webhooks of {} cannot be watched: {}", source, failed.getMessage());
        }
        try {
            pacing.waits(settings.pause());
        } catch (ApiFailed | RuntimeException e) {
            log.debug("Another process may watch the webhooks of {}", source, e);
        }
        return Duration.ZERO;
    }

    /** One conversation for all checks: the token of an app is then requested once an hour. Empty for a forge without webhooks. */
    private Optional<ForgeHooks> hooks(String source, Pacing pacing) {
        ForgeHistory history = histories.find(source).orElseThrow().history();
        // half of what is left to others is for this: it is little, and reading history must not delay it
        double share = settings.quotaShare() + (1 - settings.quotaShare()) / 2;
        return history.hooks(new ApiClient(transport, history.settings(), caches.of(source), pacing, share, clock));
    }

    /** Renews our lease on the watch. */
    private final class WatchPacing implements Pacing {

        private final String source;
        private long sayAt = System.nanoTime() + LEASE.toNanos() / 3;

        WatchPacing(String source) {
            this.source = source;
        }

        @Override
        public void asks() throws ApiFailed {
            stays();
        }

        @Override
        public void stays() throws ApiFailed {
            if (Thread.currentThread().isInterrupted() || !isRunning()) {
                throw new ApiFailed(Reason.STOPPED, "stopped");
            }
            if (System.nanoTime() - sayAt >= 0) {
                if (!book.watch(source, process, LEASE)) {
                    throw new ApiFailed(Reason.STOPPED, "another process watches");
                }
                sayAt = System.nanoTime() + LEASE.toNanos() / 3;
            }
        }

        @Override
        public void waitsForLimit(Duration pause, Instant until) throws ApiFailed {
            waits(pause);
        }

        @Override
        public void hears(int status, Map<String, String> headers) {
            witness.heard(source, status, headers);
        }
    }

    private void leave(String source) {
        try {
            book.leave(source, process);
        } catch (RuntimeException e) {
            log.debug("Another process will watch the webhooks of {} a little later", source, e);
        }
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
