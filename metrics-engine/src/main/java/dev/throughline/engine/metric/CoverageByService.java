package dev.throughline.engine.metric;

import java.util.List;

/** How much of what happened is behind the numbers, service by service. The same counts as {@link Report#coverage()}. */
public interface CoverageByService {

    /**
     * The coverage of each service of a scope, by name, in one statement however many they are.
     *
     * @return empty when there is no service at all
     */
    List<ServiceCoverage> coverage(Scope scope, Window window);
}
