package dev.throughline.collector.rule;

import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.glob.Glob;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a source are deployments: its own deployments, or what the configuration says for a repository instead; and anything that
 * a service names as deploying it. Which service they belong to is decided later, because repositories are renamed.
 */
public final class DeploymentRules {

    private final String key;
    private final List<DeploymentRule> rules;
    private final List<Catalog.Rule> ofServices;

    /** @param key of the configuration that holds the rules, for reasons */
    public DeploymentRules(String key, List<DeploymentRule> rules, Catalog catalog) {
        this.key = key;
        this.rules = List.copyOf(rules);
        this.ofServices = catalog.services().stream()
                .map(Catalog.Service::deployments)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What an event deploys by its name; empty when no rule makes it a deployment. */
    public Optional<ReadFrom> readFrom(String repository, DeploymentEvent event, String name) {
        List<DeploymentRule> its = rulesFor(repository);
        boolean isUsual = its.isEmpty()
                ? event == DeploymentEvent.DEPLOYMENT
                : its.stream().anyMatch(rule -> rule.from() == event && rule.accepts(name));
        return isUsual || ofServices.stream().anyMatch(rule -> rule.accepts(event, name))
                ? Optional.of(new ReadFrom(event, name, isUsual))
                : Optional.empty();
    }

    /** The rules that apply to a repository: all of one kind; none means that its own deployments count. */
    private List<DeploymentRule> rulesFor(String repository) {
        return rules.isEmpty()
                ? List.of()
                : rules.stream()
                        .filter(rule -> Glob.ofNames(rule.repository()).matches(repository))
                        .toList();
    }

    /** Whether some event of a kind is a deployment, whatever its name. */
    public boolean isRead(String repository, DeploymentEvent event) {
        return rulesFor(repository).stream().anyMatch(rule -> rule.from() == event)
                || ofServices.stream().anyMatch(rule -> rule.from() == event);
    }

    /** Whether some event of a kind may be a deployment: without rules, those of the forge itself are. */
    public boolean mayDeploy(String repository, DeploymentEvent event) {
        return event == DeploymentEvent.DEPLOYMENT && rulesFor(repository).isEmpty() || isRead(repository, event);
    }

    /** Why no event of a kind is a deployment, whatever its name; empty when some are. */
    public Optional<String> reasonUnlessRead(String repository, DeploymentEvent event, String events) {
        return isRead(repository, event)
                ? Optional.empty()
                : Optional.of("%s of %s are not its deployments".formatted(events, repository));
    }

    /** Why a deployment of the forge does not count. */
    public String reasonByRules(String repository) {
        return "deployments of %s are read from its %ss, as %s says"
                .formatted(repository, rulesFor(repository).getFirst().from().word(), key);
    }

    /** Why an event with this name does not count. */
    public String reasonByName(DeploymentEvent event, String name) {
        return "no pattern of %s or throughline.services matches the %s '%s'".formatted(key, event.word(), name);
    }

    /**
     * Forges number deployments, releases and runs separately: the same number may occur for two kinds in one repository. Tags have names.
     */
    public static @Nullable DeploymentEvent ownEvent(ReadFrom readFrom) {
        return readFrom.isUsual() || readFrom.event() == DeploymentEvent.TAG ? null : readFrom.event();
    }
}
