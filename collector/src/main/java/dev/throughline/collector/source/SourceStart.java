package dev.throughline.collector.source;

import dev.throughline.engine.ledger.SourceLedger;
import org.springframework.context.SmartLifecycle;

/** Registers the traits of each source before anything that it sent is read. */
final class SourceStart implements SmartLifecycle {

    private final Normalizers sources;
    private final SourceLedger ledger;
    private volatile boolean isRunning;

    SourceStart(Normalizers sources, SourceLedger ledger) {
        this.sources = sources;
        this.ledger = ledger;
    }

    @Override
    public void start() {
        ledger.register(sources.traits());
        isRunning = true;
    }

    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
