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
 * @param deployments the builds of a trigger are deployments where this is found in its name or its id
 * @param triggers what the deployments of some triggers are, where the build does not say it
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
     * @param trigger found in its name or its id
     * @param service the service; absent, it is the repository of the build
     * @param environment where to; absent, it is what the name of the trigger says, else production
     */
    record Trigger(
            Pattern trigger,
            @Nullable String service,
            @Nullable String environment) {}

    /** The first that is meant by one of the names of a trigger. */
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
