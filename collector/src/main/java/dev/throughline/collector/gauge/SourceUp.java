package dev.throughline.collector.gauge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a source works: its deliveries are accepted, and its API accepts our token. Nothing is reported for an unused source. */
public final class SourceUp {

    private final MeterRegistry registry;
    private final Map<String, Map<Side, Boolean>> sources = new ConcurrentHashMap<>();

    /** The two ways between a source and us. */
    public enum Side {
        WEBHOOKS,
        API
    }

    public SourceUp(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Records whether one way works now. */
    public void note(String source, Side side, boolean isUp) {
        sources.computeIfAbsent(source, this::register).put(side, isUp);
    }

    private Map<Side, Boolean> register(String source) {
        Map<Side, Boolean> sides = new ConcurrentHashMap<>();
        Gauge.builder("throughline.source.up", sides, all -> all.containsValue(false) ? 0 : 1)
                .tag("source", source)
                .description(
                        "1 while a source works, 0 when its last three deliveries or more were refused for their signature, or when"
                                + " its API refuses our token, forbids what it once told, or says that a webhook is disabled; no row before the first")
                .register(registry);
        return sides;
    }
}
