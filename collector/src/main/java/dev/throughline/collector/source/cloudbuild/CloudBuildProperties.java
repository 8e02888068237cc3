package dev.throughline.collector.source.cloudbuild;

import dev.throughline.collector.proof.Secret;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How builds are read.
 *
 * @param secret secrets of the subscription, each of them valid; without any, every delivery is refused
 * @param deployments the builds of a trigger are deployments if this matches in its name or id
 * @param triggers what some triggers deploy, if the build does not say it
 */
record CloudBuildProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue("(?i)deploy") Pattern deployments,
        @DefaultValue List<Trigger> triggers) {

    CloudBuildProperties {
        triggers = List.copyOf(triggers);
    }

    /**
     * What a trigger deploys.
     *
     * @param trigger searched for in its name or id
     * @param service the service; if absent, the repository of the build
     * @param environment where to; if absent, the one in the name of the trigger, otherwise production
     */
    record Trigger(
            Pattern trigger,
            @Nullable String service,
            @Nullable String environment) {}

    /** The first that matches one of the names of a trigger. */
    Optional<Trigger> trigger(List<String> names) {
        return triggers.stream().filter(each -> isFound(each.trigger, names)).findFirst();
    }

    boolean isDeployment(List<String> names) {
        return isFound(deployments, names);
    }

    private static boolean isFound(Pattern pattern, List<String> names) {
        return names.stream().anyMatch(name -> pattern.matcher(name).find());
    }
}
