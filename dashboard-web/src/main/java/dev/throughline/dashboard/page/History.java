package dev.throughline.dashboard.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What pages show beside the numbers. */
interface History {

    /** Services in the order of their names, from the one after a name on; all for an empty name. */
    List<Service> services(String after, int limit);

    /** A service by any of its names. */
    Optional<Service> service(String name);

    /** The newest deployments of a service. */
    List<Deployment> deployments(String service, @Nullable String environment, int limit);

    /** The incidents of a service that are not resolved. */
    List<Incident> openIncidents(String service);

    /** A service and where it is deployed. */
    record Service(
            String name,
            List<String> environments,
            @Nullable Instant lastDeploymentAt,
            long deployments) {}

    /** A deployment as the API lists it. */
    record Deployment(
            String id,
            String environment,
            String tier,
            @Nullable String sha,
            @Nullable String ref,
            @Nullable String kind,
            String outcome,
            boolean failed,
            List<String> evidence,
            List<String> flags,
            @Nullable Instant at,
            int commits,
            @Nullable String url) {}

    /** An incident that is not resolved. */
    record Incident(
            String title,
            Instant openedAt,
            @Nullable String linkedBy,
            @Nullable String url) {}
}
