package dev.throughline.collector.source.github;

import dev.throughline.collector.proof.Secret;
import dev.throughline.engine.catalog.Glob;
import dev.throughline.engine.fact.DeploymentEvent;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How GitHub's deliveries are read.
 *
 * @param secret secrets of the webhooks, each of them valid, so that one can be replaced without a gap; without any, every delivery is refused
 * @param incidentLabels an issue with one of these labels, in any case, is an incident
 * @param deployments repositories whose deployments are not their deployment statuses
 */
record GitHubProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue("incident") List<String> incidentLabels,
        @DefaultValue List<Rule> deployments) {

    GitHubProperties {
        incidentLabels = incidentLabels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .toList();
        deployments = List.copyOf(deployments);
        for (Rule one : deployments) {
            for (Rule other : deployments) {
                if (one.from != other.from && Glob.overlap(one.repository, other.repository)) {
                    throw new IllegalArgumentException(
                            "throughline.github.deployments: '%s' (from %s) and '%s' (from %s) match the same repositories; a repository's deployments come from one kind of event"
                                    .formatted(one.repository, one.from.word(), other.repository, other.from.word()));
                }
            }
        }
    }

    /** The rules that apply to a repository: all of one kind; none means that deployment statuses are its deployments. */
    List<Rule> rulesFor(String repository) {
        return deployments.isEmpty()
                ? List.of()
                : deployments.stream()
                        .filter(rule -> Glob.matches(rule.repository, repository))
                        .toList();
    }

    /**
     * What counts as a deployment of some repositories, instead of a deployment status.
     *
     * @param repository full name, or a glob of full names such as {@code acme/*}, in any case
     * @param from kind of event that a deployment is read from
     * @param pattern what the whole tag or the whole name of the workflow has to match; absent, every tag does
     */
    record Rule(String repository, From from, @Nullable Pattern pattern) {

        Rule {
            if (from == From.WORKFLOW && pattern == null) {
                throw new IllegalArgumentException(
                        "throughline.github.deployments: '%s' (from workflow) needs a pattern of the workflow's name"
                                .formatted(repository));
            }
        }

        boolean accepts(String name) {
            return pattern == null || pattern.matcher(name).matches();
        }
    }

    /** Kinds of event that a deployment can be read from. */
    enum From {
        RELEASE,
        TAG,
        WORKFLOW;

        String word() {
            return event().word();
        }

        DeploymentEvent event() {
            return switch (this) {
                case RELEASE -> DeploymentEvent.RELEASE;
                case TAG -> DeploymentEvent.TAG;
                case WORKFLOW -> DeploymentEvent.WORKFLOW;
            };
        }
    }
}
