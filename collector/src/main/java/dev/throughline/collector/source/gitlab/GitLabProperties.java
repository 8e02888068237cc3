package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.backfill.ApiAddress;
import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.gitlab.api.GitLabAccess;
import dev.throughline.engine.fact.DeploymentEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How GitLab's deliveries are read.
 *
 * @param secret secret tokens and signing tokens of the webhooks, each of them valid, so that one can be replaced without a gap; without
 *     any, every delivery is refused
 * @param incidentLabels an issue with one of these labels, or of a type of this name, ignoring case, is an incident
 * @param deployments projects whose deployments are not those that GitLab records
 * @param token lets us read history by API; none for no history
 * @param apiUrl of the GitLab instance, or of its API
 */
record GitLabProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue("incident") List<String> incidentLabels,
        @DefaultValue List<DeploymentRule> deployments,
        @DefaultValue("") ApiToken token,
        @DefaultValue(GITLAB) String apiUrl) {

    static final String GITLAB = "https://gitlab.com";
    private static final String API_URL = "throughline.gitlab.api-url";

    static final String DEPLOYMENTS = "throughline.gitlab.deployments";

    private static final Set<DeploymentEvent> EVENTS =
            Set.of(DeploymentEvent.RELEASE, DeploymentEvent.TAG, DeploymentEvent.PIPELINE, DeploymentEvent.JOB);

    @ConstructorBinding
    GitLabProperties {
        incidentLabels = incidentLabels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .toList();
        deployments = DeploymentRule.checked(DEPLOYMENTS, EVENTS, deployments);
        ApiAddress.of(API_URL, apiUrl);
    }

    /** Settings of which only those for webhooks are given. */
    GitLabProperties(List<Secret> secret, List<String> incidentLabels, List<DeploymentRule> deployments) {
        this(secret, incidentLabels, deployments, ApiToken.of(""), GITLAB);
    }

    /** The access to its API; empty if none is configured. */
    Optional<GitLabAccess> access() {
        return token.isSet()
                ? Optional.of(GitLabAccess.of(ApiAddress.of(API_URL, apiUrl), token.reveal()))
                : Optional.empty();
    }
}
