package dev.throughline.dashboard.api;

import dev.throughline.engine.history.ListedService;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service, see {@link ListedService}. */
record ServiceItem(
        String service,
        List<String> repositories,
        List<String> environments,
        @Nullable Instant lastDeploymentAt,
        long deployments) {

    static ServiceItem of(ListedService service) {
        return new ServiceItem(
                service.name(),
                service.repositories(),
                service.environments(),
                service.lastDeploymentAt(),
                service.deployments());
    }
}
