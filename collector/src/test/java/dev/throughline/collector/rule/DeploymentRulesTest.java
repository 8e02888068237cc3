package dev.throughline.collector.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.ReadFrom;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DeploymentRulesTest {

    private final DeploymentRules rules = new DeploymentRules(
            "throughline.forge.deployments",
            List.of(new DeploymentRule("acme/*", DeploymentEvent.TAG, Pattern.compile("v\\d+"))),
            Catalog.EMPTY);

    @Test
    void readsWhatTheRuleOfARepositoryNames() {
        assertThat(rules.readFrom("Acme/shop", DeploymentEvent.TAG, "v12"))
                .contains(new ReadFrom(DeploymentEvent.TAG, "v12", true));
        assertThat(rules.readFrom("Acme/shop", DeploymentEvent.TAG, "v12-rc")).isEmpty();
        assertThat(rules.readFrom("Acme/shop", DeploymentEvent.DEPLOYMENT, "production"))
                .isEmpty();
        assertThat(rules.reasonByRules("Acme/shop"))
                .isEqualTo("deployments of Acme/shop are read from its tags, as throughline.forge.deployments says");
    }

    @Test
    void readsTheOwnDeploymentsOfAnyOtherRepository() {
        assertThat(rules.readFrom("other/shop", DeploymentEvent.DEPLOYMENT, "production"))
                .contains(new ReadFrom(DeploymentEvent.DEPLOYMENT, "production", true));
        assertThat(rules.readFrom("other/shop", DeploymentEvent.TAG, "v12")).isEmpty();
        assertThat(rules.isRead("other/shop", DeploymentEvent.TAG)).isFalse();
    }
}
