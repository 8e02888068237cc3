package dev.throughline.dashboard.weekly;

import dev.throughline.engine.metric.UnknownService;
import org.jspecify.annotations.Nullable;

/** Writes the report of a week. */
interface ReportWriter {

    /**
     * Writes it.
     *
     * @param team null for all services
     * @throws UnknownService when it owns none
     */
    WeeklyReport of(@Nullable String team, Week week);
}
