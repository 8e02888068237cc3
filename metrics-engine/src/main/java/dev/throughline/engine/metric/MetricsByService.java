package dev.throughline.engine.metric;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The five metrics of every service, asked for at once. The same numbers as {@link FourKeys}, service by service. */
public interface MetricsByService {

    /**
     * The metrics of each service over a window, by name.
     *
     * @param environment name of an environment; null means every one of the production tier
     */
    SortedMap<String, FiveMetrics> report(Window window, @Nullable String environment);
}
