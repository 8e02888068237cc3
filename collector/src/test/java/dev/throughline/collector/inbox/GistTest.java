package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GistTest {

    private static final Instant AT = Instant.parse("2026-11-30T04:00:00Z");
    private static final RepositoryId SHOP = new RepositoryId("github", "github.com", "7");
    private static final CommitSha SHA = new CommitSha("3f2c9b1da81140d16932d8d05ebc69c408907c51");
    private static final DeploymentKey KEY = new DeploymentKey(SHOP, "42");
    private static final RepositoryName NAME = new RepositoryName(SHOP, "acme/shop", AT);
    private static final Deployment DEPLOYMENT = new Deployment(
            KEY,
            Revision.of(SHA, "main"),
            Environment.PRODUCTION,
            new Deployment.Request(AT, null),
            Deployment.Details.NONE,
            new Statement(AT, "1"));

    @Test
    void saysHowADeploymentWentByItsCommitAndEnvironment() {
        Gist gist =
                Gist.of(List.of(NAME, DEPLOYMENT, new DeploymentStatus(KEY, "1", DeploymentStatus.State.SUCCESS, AT)));

        assertThat(gist.repository()).isEqualTo("acme/shop");
        assertThat(gist.line()).isEqualTo("deployment of 3f2c9b1 to production succeeded");
        assertThat(gist.parts())
                .singleElement()
                .satisfies(part -> assertThat(part.id()).isEqualTo(KEY.id()));
    }

    @Test
    void saysThatADeploymentWasAskedForWhileNothingIsToldOfItsEnd() {
        assertThat(Gist.of(List.of(NAME, DEPLOYMENT)).line())
                .isEqualTo("deployment of 3f2c9b1 to production asked for");
    }

    @Test
    void namesTheMostTellingFirstAndCountsTheRest() {
        Fact push = new Push(SHOP, RefUpdate.created("refs/heads/release\n2", SHA), List.of(), AT, AT);

        Gist gist = Gist.of(List.of(push, NAME, DEPLOYMENT));

        assertThat(gist.line()).isEqualTo("deployment of 3f2c9b1 to production asked for, and 1 more");
        assertThat(gist.parts()).extracting(Gist.Part::words).last().isEqualTo("push of 0 commits to release 2");
    }

    @Test
    void saysNothingOfANameAlone() {
        assertThat(Gist.of(List.of(NAME)).line()).isNull();
        assertThat(Gist.of(List.of()).repository()).isNull();
    }
}
