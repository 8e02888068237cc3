package dev.throughline.collector.source.github;

import dev.throughline.collector.backfill.ApiAddress;
import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.github.api.GitHubAccess;
import dev.throughline.collector.source.github.api.GitHubAccess.App;
import dev.throughline.engine.fact.DeploymentEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How GitHub's deliveries are read.
 *
 * @param secret secrets of the webhooks, each of them valid, so that one can be replaced without a gap; without any, every delivery is refused
 * @param incidentLabels an issue with one of these labels, ignoring case, is an incident
 * @param deployments repositories whose deployments are not their deployment statuses
 * @param token lets us read history by API; none for no history, or if an app does
 * @param apiUrl of the REST API
 * @param appId of a GitHub App that lets us read history by API instead of a token
 * @param appKeyFile path of the file with its private key
 * @param appInstallation id of its installation
 */
record GitHubProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue("incident") List<String> incidentLabels,
        @DefaultValue List<DeploymentRule> deployments,
        @DefaultValue("") ApiToken token,
        @DefaultValue(API) String apiUrl,
        @DefaultValue("") String appId,
        @DefaultValue("") String appKeyFile,
        @DefaultValue("") String appInstallation) {

    static final String API = "https://api.github.com";
    static final String DEPLOYMENTS = "throughline.github.deployments";

    private static final Set<DeploymentEvent> EVENTS =
            Set.of(DeploymentEvent.RELEASE, DeploymentEvent.TAG, DeploymentEvent.WORKFLOW);

    @ConstructorBinding
    GitHubProperties {
        incidentLabels = incidentLabels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .toList();
        deployments = DeploymentRule.checked(DEPLOYMENTS, EVENTS, deployments);
        ApiAddress.of("throughline.github.api-url", apiUrl);
        boolean isApp = !appId.isBlank() || !appKeyFile.isBlank() || !appInstallation.isBlank();
        if (isApp
                && (appId.isBlank()
                        || appKeyFile.isBlank()
                        || !appInstallation.strip().matches("[0-9]{1,18}"))) {
            throw new IllegalArgumentException(
                    "throughline.github.app-id, app-key-file and app-installation (a number) belong together");
        }
        if (isApp && token.isSet()) {
            throw new IllegalArgumentException("throughline.github.token and app-id are both set: set one");
        }
    }

    /** Settings of which only those for webhooks are given. */
    GitHubProperties(List<Secret> secret, List<String> incidentLabels, List<DeploymentRule> deployments) {
        this(secret, incidentLabels, deployments, ApiToken.of(""), API, "", "", "");
    }

    /** The access to its API; empty if none is configured. */
    Optional<GitHubAccess> access() {
        URI api = ApiAddress.of("throughline.github.api-url", apiUrl);
        if (!appId.isBlank()) {
            App app = new App(appId.strip(), Path.of(appKeyFile.strip()), Long.parseLong(appInstallation.strip()));
            return Optional.of(new GitHubAccess(api, null, app));
        }
        return token.isSet() ? Optional.of(new GitHubAccess(api, token.reveal(), null)) : Optional.empty();
    }
}
