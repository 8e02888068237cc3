package dev.throughline.engine.history;

import dev.throughline.engine.linking.DeploymentKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which deployments are wanted. Null means any.
 *
 * @param services names, ignoring case, old ones too; empty means all
 * @param environment exact name of an environment
 * @param from not before this, by {@link ListedDeployment#at()}
 * @param until before this
 * @param failed the verdict; deployments without one match neither
 * @param text what their sha begins with, ignoring case, or their ref contains
 */
public record DeploymentFilter(
        List<String> services,
        @Nullable String environment,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable DeploymentKind kind,
        @Nullable Boolean failed,
        @Nullable String text) {

    /** The same whatever their sha and ref are. */
    public DeploymentFilter(
            List<String> services,
            @Nullable String environment,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable DeploymentKind kind,
            @Nullable Boolean failed) {
        this(services, environment, from, until, kind, failed, null);
    }
}
