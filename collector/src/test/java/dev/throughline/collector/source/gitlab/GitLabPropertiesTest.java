package dev.throughline.collector.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.gitlab.api.GitLabAccess;
import dev.throughline.engine.fact.DeploymentEvent;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GitLabPropertiesTest {

    @Test
    void bindsSecretsAndRules() {
        GitLabProperties properties = new Binder(new MapConfigurationPropertySource(Map.of(
                        "throughline.gitlab.secret", "one, whsec_dHdv",
                        "throughline.gitlab.incident-labels", "Incident,sev1",
                        "throughline.gitlab.deployments[0].repository", "acme/*",
                        "throughline.gitlab.deployments[0].from", "job",
                        "throughline.gitlab.deployments[0].pattern", "deploy-.*")))
                .bind("throughline.gitlab", GitLabProperties.class)
                .get();

        assertThat(properties.secret()).extracting("value").containsExactly("one", "whsec_dHdv");
        assertThat(properties).asString().doesNotContain("one");
        assertThat(properties.incidentLabels()).containsExactly("incident", "sev1");
        assertThat(properties.deployments()).extracting(DeploymentRule::from).containsExactly(DeploymentEvent.JOB);
    }

    @Test
    void isLetInByAToken() {
        assertThat(bind(Map.of()).access()).isEmpty();
        assertThat(bind(Map.of("token", "glpat-x")).access())
                .contains(new GitLabAccess(URI.create("https://gitlab.com"), "glpat-x"));
        assertThat(bind(Map.of("token", "glpat-x", "api-url", "https://example.org/git/"))
                        .access())
                .contains(new GitLabAccess(URI.create("https://example.org/git"), "glpat-x"));
        assertThat(bind(Map.of("token", "glpat-x", "api-url", "https://example.org/git/api/v4"))
                        .access())
                .contains(new GitLabAccess(URI.create("https://example.org/git"), "glpat-x"));
        GitLabProperties properties = bind(Map.of("token", "glpat-x"));
        assertThat(properties + " " + properties.access()).doesNotContain("glpat-x");
    }

    @Test
    void sendsNoTokenInTheClear() {
        assertThatThrownBy(() -> bind(Map.of("api-url", "http://git.example.org")))
                .rootCause()
                .hasMessageContaining("throughline.gitlab.api-url must begin with https");
    }

    private static GitLabProperties bind(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("throughline.gitlab.secret", "one"));
        settings.forEach((key, value) -> all.put("throughline.gitlab." + key, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("throughline.gitlab", GitLabProperties.class)
                .get();
    }

    @Test
    void refusesRulesThatItCannotRead() {
        assertThatThrownBy(() -> Payloads.properties(new DeploymentRule("a/b", DeploymentEvent.WORKFLOW, null)))
                .hasMessage(
                        "throughline.gitlab.deployments: 'a/b' is from workflow, but must be from one of tag, release, pipeline, job");
        assertThatThrownBy(() -> Payloads.properties(new DeploymentRule("a/b", DeploymentEvent.JOB, null)))
                .hasMessage("throughline.gitlab.deployments: 'a/b' (from job) needs a pattern of the job's name");
    }
}
