package dev.throughline.engine.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service as in a list.
 *
 * @param team its owner; null when the configuration names none
 * @param lastDeploymentAt newest success in production; null when there was none
 */
public record NamedService(
        String name, @Nullable String team, @Nullable Instant lastDeploymentAt) {}
