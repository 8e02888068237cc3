package dev.throughline.collector.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.engine.fact.DeploymentEvent;
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
    void refusesRulesThatItCannotRead() {
        assertThatThrownBy(() -> Payloads.properties(new DeploymentRule("a/b", DeploymentEvent.WORKFLOW, null)))
                .hasMessage(
                        "throughline.gitlab.deployments: 'a/b' is from workflow, but must be from one of tag, release, pipeline, job");
        assertThatThrownBy(() -> Payloads.properties(new DeploymentRule("a/b", DeploymentEvent.JOB, null)))
                .hasMessage("throughline.gitlab.deployments: 'a/b' (from job) needs a pattern of the job's name");
    }
}
