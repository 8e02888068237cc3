package dev.throughline.collector.source.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.engine.fact.DeploymentEvent;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GitHubPropertiesTest {

    @Test
    void bindsSecretsAndRules() {
        GitHubProperties properties = bind(Map.of(
                "throughline.github.secret", "one, two",
                "throughline.github.incident-labels", "Incident,sev1",
                "throughline.github.deployments[0].repository", "acme/*",
                "throughline.github.deployments[0].from", "tag",
                "throughline.github.deployments[0].pattern", "v\\d+"));

        assertThat(properties.secret()).extracting("value").containsExactly("one", "two");
        assertThat(properties).asString().doesNotContain("one");
        assertThat(properties.incidentLabels()).containsExactly("incident", "sev1");
        assertThat(properties.deployments()).singleElement().satisfies(rule -> {
            assertThat(rule.repository()).isEqualTo("acme/*");
            assertThat(rule.from()).isEqualTo(DeploymentEvent.TAG);
            assertThat(rule.pattern()).hasToString("v\\d+");
        });
    }

    @Test
    void callsAnIssueWithTheLabelIncidentAnIncidentByDefault() {
        assertThat(bind(Map.of("throughline.github.secret", "one")).incidentLabels())
                .containsExactly("incident");
    }

    @Test
    void refusesTwoKindsOfDeploymentsForARepository() {
        assertThatThrownBy(() -> Payloads.properties(
                        rule("acme/*", DeploymentEvent.TAG), rule("*/shop", DeploymentEvent.RELEASE)))
                .hasMessageContaining("throughline.github.deployments")
                .hasMessageContaining("acme/*")
                .hasMessageContaining("*/shop");
        assertThatThrownBy(() -> Payloads.properties(
                        rule("acme/shop", DeploymentEvent.TAG), rule("ACME/shop", DeploymentEvent.WORKFLOW)))
                .isInstanceOf(IllegalArgumentException.class);
        Payloads.properties(rule("acme/shop", DeploymentEvent.TAG), rule("acme/shop2", DeploymentEvent.RELEASE));
        Payloads.properties(
                rule("acme/*", DeploymentEvent.TAG),
                rule("acme/shop", DeploymentEvent.TAG),
                rule("ac*", DeploymentEvent.TAG));
    }

    @Test
    void asksForThePatternOfAWorkflow() {
        assertThatThrownBy(() -> Payloads.properties(new DeploymentRule("acme/shop", DeploymentEvent.WORKFLOW, null)))
                .hasMessage(
                        "throughline.github.deployments: 'acme/shop' (from workflow) needs a pattern of the workflow's name");
    }

    @Test
    void refusesWhatIsNotReadForARule() {
        assertThatThrownBy(() -> Payloads.properties(rule("acme/shop", DeploymentEvent.DEPLOYMENT)))
                .hasMessage(
                        "throughline.github.deployments: 'acme/shop' is from deployment, but must be from one of tag, release, workflow");
    }

    private static DeploymentRule rule(String repository, DeploymentEvent from) {
        return new DeploymentRule(repository, from, Pattern.compile(".*"));
    }

    private static GitHubProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("throughline.github", GitHubProperties.class)
                .get();
    }
}
