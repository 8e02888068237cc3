package broken.engine.metric;

import broken.engine.metric.postgres.QueryOfAMetric;
import org.jspecify.annotations.NullMarked;

/** Breaks: packages are free of cycles. */
@NullMarked
public record MetricThatKnowsItsQuery(QueryOfAMetric query) {}
