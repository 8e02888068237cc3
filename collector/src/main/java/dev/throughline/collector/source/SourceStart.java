package dev.throughline.collector.source;

import dev.throughline.engine.ledger.SourceLedger;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Has each source say what it is like before anything that it sent is read. */
final class SourceStart implements SmartLifecycle {

    private final List<Normalizer> sources;
    private final SourceLedger ledger;
    private volatile boolean isRunning;

    SourceStart(List<Normalizer> sources, SourceLedger ledger) {
        this.sources = List.copyOf(sources);
        this.ledger = ledger;
    }

    @Override
    public void start() {
        ledger.register(sources.stream().map(Normalizer::traits).toList());
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
