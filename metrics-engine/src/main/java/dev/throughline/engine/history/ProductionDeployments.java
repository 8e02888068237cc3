package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;

/**
 * The deployments to production that count in the deployment frequency, each with its outcome: for tools that compute metrics themselves.
 */
public interface ProductionDeployments {

    /**
     * Those in a period, newest first.
     *
     * @param services names, ignoring case; empty means all
     * @param until exclusive
     * @param limit at most this many
     */
    List<ProductionDeployment> between(List<String> services, Instant from, Instant until, int limit);

    /**
     * Those that failed and whose impact began in a period, newest first, whenever they were deployed.
     *
     * @param until exclusive
     * @param limit at most this many
     */
    List<ProductionDeployment> failedBetween(Instant from, Instant until, int limit);
}
