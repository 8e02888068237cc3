package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;

/** The deployments to production that count in the deployment frequency, each with what came of it: for tools that compute by themselves. */
public interface ProductionDeployments {

    /**
     * Those of a stretch of time, newest first.
     *
     * @param services names, any case; empty means all
     * @param until exclusive
     * @param limit at most so many
     */
    List<ProductionDeployment> between(List<String> services, Instant from, Instant until, int limit);

    /**
     * Those that failed and began to hurt in a stretch of time, newest first; whenever they were deployed.
     *
     * @param until exclusive
     * @param limit at most so many
     */
    List<ProductionDeployment> failedBetween(Instant from, Instant until, int limit);
}
