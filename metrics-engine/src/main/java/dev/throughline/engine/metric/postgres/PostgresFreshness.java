package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Freshness;
import dev.throughline.engine.postgres.ChannelListener;
import dev.throughline.engine.sample.postgres.DerivedNotice;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Listens on one connection while there are callers, and releases it after {@link #IDLE} without any. */
final class PostgresFreshness implements Freshness, Working {

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Distinguishes the marks of one process from those of another, and from those before a restart. */
    private final String process = UUID.randomUUID().toString().substring(0, 8);

    private final AtomicLong derived = new AtomicLong();
    private volatile long askedAt = System.nanoTime() - IDLE.toNanos();
    private final ChannelListener listener;

    PostgresFreshness(DataSource dataSource) {
        this.listener = new ChannelListener(
                "numbers-watch", dataSource, DerivedNotice.CHANNEL, this::isAsked, derived::incrementAndGet);
    }

    @Override
    public String mark() {
        askedAt = System.nanoTime();
        listener.wake();
        return process + "-" + derived.get();
    }

    private boolean isAsked() {
        return System.nanoTime() - askedAt < IDLE.toNanos();
    }

    @Override
    public Worker worker() {
        return listener.worker();
    }
}
