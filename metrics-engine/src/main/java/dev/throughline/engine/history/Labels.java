package dev.throughline.engine.history;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names for people of the things behind the numbers. */
public interface Labels {

    /** Those of these deployments that are known. */
    Map<UUID, DeploymentLabel> deployments(Collection<UUID> ids);

    /** Those of these incidents that are known. */
    Map<UUID, IncidentLabel> incidents(Collection<UUID> ids);

    /**
     * A deployment.
     *
     * @param service null when it belongs to none
     * @param sha null while the push of its tag is not known
     * @param ref the branch or tag that was requested; null when its source does not say
     */
    record DeploymentLabel(
            @Nullable String service,
            @Nullable String sha,
            @Nullable String ref,
            String environment) {}

    /**
     * An incident.
     *
     * @param number its number in its repository; null when its source has no numbers
     */
    record IncidentLabel(@Nullable Long number, String title) {}
}
