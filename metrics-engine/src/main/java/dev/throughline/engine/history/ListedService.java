package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param id internal key: tells apart services of the same name
 * @param repositories names of its repositories
 * @param environments names of the environments it was ever deployed to
 * @param lastDeploymentAt newest success in production; null when there was none
 * @param deployments how many deployments its sources reported, failed attempts and every tier included
 */
public record ListedService(
        long id,
        String name,
        List<String> repositories,
        List<String> environments,
        @Nullable Instant lastDeploymentAt,
        long deployments) {}
