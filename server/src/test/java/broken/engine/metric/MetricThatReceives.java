package broken.engine.metric;

import broken.collector.inbox.InboxThatDraws;
import org.jspecify.annotations.NullMarked;

/** Breaks: the engine knows nobody. */
@NullMarked
public record MetricThatReceives(InboxThatDraws inbox) {}
