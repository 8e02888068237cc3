package dev.throughline.engine.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service, as a list shows it.
 *
 * @param team who owns it; null when the configuration names nobody
 * @param lastDeploymentAt newest success in production; null when there was none
 */
public record NamedService(
        String name, @Nullable String team, @Nullable Instant lastDeploymentAt) {}
