package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param id internal key: tells apart services of the same name
 * @param team who owns it; null when the configuration names nobody
 * @param repositories names of its repositories
 * @param paths globs of the files that make a commit its own; empty: every commit is
 * @param ownEnvironments globs of the environments that the configuration gives to it; empty: all
 * @param environments names of the environments it was ever deployed to
 * @param lastDeploymentAt newest success in production; null when there was none
 * @param change what the latest change of the configuration that touched it did to its numbers; null when none did
 * @param deployments how many deployments its sources reported, failed attempts and every tier included
 */
public record ListedService(
        long id,
        String name,
        @Nullable String team,
        List<String> repositories,
        List<String> paths,
        List<String> ownEnvironments,
        List<String> environments,
        @Nullable Instant lastDeploymentAt,
        long deployments,
        @Nullable ServiceChange change) {}
