package broken.engine.metric.postgres;

import broken.engine.metric.MetricThatKnowsItsQuery;
import org.jspecify.annotations.NullMarked;

/** Closes the cycle of {@link MetricThatKnowsItsQuery}. */
@NullMarked
public interface QueryOfAMetric {

    MetricThatKnowsItsQuery answer();
}
