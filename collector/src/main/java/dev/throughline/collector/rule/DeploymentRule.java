package dev.throughline.collector.rule;

import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.glob.Glob;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a deployment for some repositories, instead of the deployments that their forge records.
 *
 * @param repository full name, or a glob of full names such as {@code acme/*}, ignoring case
 * @param from kind of event that a deployment is read from
 * @param pattern what the whole name must match, whether of the tag or of what ran; if absent, every tag matches
 */
public record DeploymentRule(
        String repository, DeploymentEvent from, @Nullable Pattern pattern) {

    boolean accepts(String name) {
        return pattern == null || pattern.matcher(name).matches();
    }

    /**
     * Checks the rules of a source against each other and against its capabilities.
     *
     * @param key of the configuration, for error messages
     * @param events kinds of event that its deployments can be read from
     */
    public static List<DeploymentRule> checked(String key, Set<DeploymentEvent> events, List<DeploymentRule> rules) {
        for (DeploymentRule one : rules) {
            one.check(key, events);
            for (DeploymentRule other : rules) {
                if (one.from != other.from && Glob.ofNames(one.repository).overlaps(Glob.ofNames(other.repository))) {
                    throw new IllegalArgumentException(
                            "%s: '%s' (from %s) and '%s' (from %s) match the same repositories; a repository's deployments come from one kind of event"
                                    .formatted(
                                            key, one.repository, one.from.word(), other.repository, other.from.word()));
                }
            }
        }
        return List.copyOf(rules);
    }

    private void check(String key, Set<DeploymentEvent> events) {
        if (!events.contains(from)) {
            throw new IllegalArgumentException("%s: '%s' is from %s, but must be from one of %s"
                    .formatted(
                            key,
                            repository,
                            from.word(),
                            events.stream().sorted().map(DeploymentEvent::word).collect(Collectors.joining(", "))));
        }
        if (pattern == null && from.isRun()) {
            throw new IllegalArgumentException("%s: '%s' (from %s) needs a pattern of the %s's name"
                    .formatted(key, repository, from.word(), from.word()));
        }
    }
}
