package dev.throughline.dashboard.api;

import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.ServiceChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service, see {@link ListedService}. */
record ServiceItem(
        String service,
        @Nullable String team,
        List<String> repositories,
        List<String> paths,
        List<String> ownEnvironments,
        List<String> environments,
        @Nullable Instant lastDeploymentAt,
        long deployments,
        @Nullable ServiceChange configurationChange) {

    static ServiceItem of(ListedService service) {
        return new ServiceItem(
                service.name(),
                service.team(),
                service.repositories(),
                service.paths(),
                service.ownEnvironments(),
                service.environments(),
                service.lastDeploymentAt(),
                service.deployments(),
                service.change());
    }
}
