package dev.throughline.collector.source.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.source.github.GitHubProperties.From;
import dev.throughline.collector.source.github.GitHubProperties.Rule;
import dev.throughline.engine.catalog.Glob;
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
        assertThat(properties.rulesFor("Acme/shop")).singleElement().satisfies(rule -> {
            assertThat(rule.from()).isEqualTo(From.TAG);
            assertThat(rule.accepts("v12")).isTrue();
            assertThat(rule.accepts("v12-rc")).isFalse();
        });
        assertThat(properties.rulesFor("other/shop")).isEmpty();
    }

    @Test
    void callsAnIssueWithTheLabelIncidentAnIncidentByDefault() {
        assertThat(bind(Map.of("throughline.github.secret", "one")).incidentLabels())
                .containsExactly("incident");
    }

    @Test
    void refusesTwoKindsOfDeploymentsForARepository() {
        assertThatThrownBy(() -> Payloads.properties(rule("acme/*", From.TAG), rule("*/shop", From.RELEASE)))
                .hasMessageContaining("throughline.github.deployments")
                .hasMessageContaining("acme/*")
                .hasMessageContaining("*/shop");
        assertThatThrownBy(() -> Payloads.properties(rule("acme/shop", From.TAG), rule("ACME/shop", From.WORKFLOW)))
                .isInstanceOf(IllegalArgumentException.class);
        Payloads.properties(rule("acme/shop", From.TAG), rule("acme/shop2", From.RELEASE));
        Payloads.properties(rule("acme/*", From.TAG), rule("acme/shop", From.TAG), rule("ac*", From.TAG));
    }

    @Test
    void asksForThePatternOfAWorkflow() {
        assertThatThrownBy(() -> new Rule("acme/shop", From.WORKFLOW, null)).hasMessageContaining("pattern");
    }

    @Test
    void tellsWhichGlobsHaveANameInCommon() {
        assertThat(Glob.overlap("a*c", "*b*")).isTrue();
        assertThat(Glob.overlap("a*", "b*")).isFalse();
        assertThat(Glob.overlap("a?", "a")).isFalse();
        assertThat(Glob.overlap("a*", "a")).isTrue();
        assertThat(Glob.overlap("", "*")).isTrue();
        assertThat(Glob.matches("acme/?hop", "acme/Shop")).isTrue();
        assertThat(Glob.matches("acme/s", "acme/*")).isFalse();
    }

    private static Rule rule(String repository, From from) {
        return new Rule(repository, from, Pattern.compile(".*"));
    }

    private static GitHubProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("throughline.github", GitHubProperties.class)
                .get();
    }
}
