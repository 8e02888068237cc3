package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param id internal key: distinguishes services of the same name
 * @param team its owner; null when the configuration names none
 * @param repositories names of its repositories
 * @param paths globs of the files that make a commit its own; empty: every commit
 * @param ownEnvironments globs of the environments that the configuration assigns to it; empty: all
 * @param environments names of the environments it was ever deployed to
 * @param lastDeploymentAt newest success in production; null when there was none
 * @param change what the latest configuration change that affected it did to its numbers; null when none did
 * @param deployments how many deployments its sources reported, including failed attempts and every tier
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
