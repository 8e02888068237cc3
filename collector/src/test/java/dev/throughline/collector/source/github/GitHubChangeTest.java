package dev.throughline.collector.source.github;

import static dev.throughline.collector.source.github.Payloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GitHubChangeTest {

    private static final Place HERE = new Place("github.com", "a/b");

    private final GitHubSource source = new GitHubSource(Payloads.properties(), Catalog.EMPTY);

    @Test
    void readsAnOpenedPullRequest() {
        Change change = change("pull_request-opened", state -> {});

        assertThat(change.entry().number()).isEqualTo(2);
        assertThat(change.entry().title()).isEqualTo("Update the README with new information.");
        assertThat(change.entry().url()).isEqualTo("https://github.com/Codertocat/Hello-World/pull/2");
        assertThat(change.branch().repository()).isEqualTo("186853002");
        assertThat(change.branch().ref()).isEqualTo("changes");
        assertThat(change.branch().head()).isEqualTo(new CommitSha("ec26c3e57ca3a959ca5aad62de7213c562f8c821"));
        assertThat(change.branch().into()).isEqualTo("master");
        assertThat(change.commits()).isEqualTo(1);
        assertThat(change.opening().at()).isEqualTo("2019-05-15T15:20:33Z");
        assertThat(change.reviews().firstAt()).isNull();
        assertThat(change.merge()).isNull();
        assertThat(change.statement()).isEqualTo(new Statement(Instant.parse("2019-05-15T15:20:33Z"), "d1"));
        assertThat(fact(RepositoryName.class, Payloads.normalize(source, "pull_request-opened", payload -> {}))
                        .name())
                .isEqualTo("Codertocat/Hello-World");
    }

    @Test
    void takesTheMergeCommitOfAMergedOneOnly() {
        assertThat(change("pull_request-closed", state -> {}).merge()).isNull();
        Change merged = change(
                "pull_request-closed", state -> state.put("merged", true).put("merged_at", "2019-05-15T15:21:18Z"));
        assertThat(merged.merge())
                .isEqualTo(new Merge(
                        Instant.parse("2019-05-15T15:21:18Z"),
                        new CommitSha("c4295bd74fb0f4fda03689c3df3f2803b658fd85")));
    }

    @Test
    void takesTheTimeOfAStatementFromItsUpdateElseItsOpening() {
        assertThat(change("pull_request-closed", state -> {}).statement().at()).isEqualTo("2019-05-15T15:21:18Z");
        assertThat(change("pull_request-closed", state -> state.remove("updated_at"))
                        .statement()
                        .at())
                .isEqualTo("2019-05-15T15:20:33Z");
    }

    @Test
    void tellsBotsByTheTypeElseTheLoginOfTheAuthor() {
        assertThat(change("pull_request-opened", state -> {}).opening().by().isBot())
                .isFalse();
        assertThat(change(
                                "pull_request-opened",
                                state -> state.withObject("/user").put("type", "Bot"))
                        .opening()
                        .by()
                        .isBot())
                .isTrue();
        assertThat(change(
                                "pull_request-opened",
                                state -> state.putObject("user").put("login", "dependabot[bot]"))
                        .opening()
                        .by()
                        .isBot())
                .isTrue();
        assertThat(change("pull_request-opened", state -> state.putNull("user"))
                        .opening()
                        .by()
                        .isBot())
                .isFalse();
    }

    @Test
    void tellsTheLoginOfTheAuthor() {
        assertThat(change("pull_request-opened", state -> {}).opening().by().name())
                .isEqualTo("Codertocat");
        assertThat(change("pull_request-opened", state -> state.putNull("user"))
                        .opening()
                        .by()
                        .name())
                .isNull();
    }

    @Test
    void lowersLabels() {
        Change change = change("pull_request-opened", state -> {
            state.putArray("labels").addNull();
            state.withArray("/labels").addObject().put("name", "HotFix");
            state.withArray("/labels").addObject().put("name", "hotfix");
            state.withArray("/labels").addObject().putNull("name");
        });
        assertThat(change.entry().labels()).containsExactly("hotfix");
    }

    @Test
    void standsABranchWhoseForkIsGone() {
        Change change =
                change("pull_request-opened", state -> state.withObject("/head").putNull("repo"));
        assertThat(change.branch().repository()).isNull();
    }

    @Test
    void readsWhatAPullRequestReverts() {
        Change byBody = change(
                "pull_request-opened",
                state -> state.put("title", "Revert \"Add \"x\"\"")
                        .put(
                                "body",
                                "Reverts codertocat/hello-world#7, reverts #8 and reverts other/repo#9.\r\n"
                                        + "This reverts commit ABCDEF1."));
        assertThat(byBody.claims().revertsTitle()).isEqualTo("Add \"x\"");
        assertThat(byBody.claims().revertsChanges()).containsExactly("#7", "#8", "github.com/other/repo#9");
        assertThat(byBody.claims().revertsCommits()).containsExactly("abcdef1");

        Change byBranch = change("pull_request-opened", state -> {
            state.put("title", "Undo").withObject("/head").put("ref", "revert-10-topic");
        });
        assertThat(byBranch.claims().revertsChanges()).containsExactly("#10");
        assertThat(byBranch.claims().revertsTitle()).isNull();

        Change byTitle = change("pull_request-opened", state -> state.put("title", "Revert \"Add x (#11)\" (#12)"));
        assertThat(byTitle.claims().revertsChanges()).containsExactly("#11");
        assertThat(byTitle.claims().revertsTitle()).isEqualTo("Add x (#11)");

        Change ofARevert = change("pull_request-opened", state -> state.put("title", "Revert \"Revert \"Add x\"\""));
        assertThat(ofARevert.claims().revertsTitle()).isEqualTo("Revert \"Add x\"");
    }

    @Test
    void readsClosingKeywords() {
        Change change = change("pull_request-opened", state -> state.put("body", """
                Closes #1, fixes: #2, RESOLVED Codertocat/Hello-World#3, fix other/repo#4, prefix #5, closing #6
                resolve #7 and fixed #7; close#8; #9
                Fixes-incident: #20
                """));
        assertThat(change.claims().closesIssues()).containsExactly("#1", "#2", "#3", "github.com/other/repo#4", "#7");
        assertThat(change.claims().fixesIncidents()).containsExactly("20");
    }

    @Test
    void readsReviewsByOthers() {
        Change own = review(payload -> {});
        assertThat(own.reviews().firstAt()).isNull();

        Change other = review(payload -> reviewer(payload, 7));
        assertThat(other.reviews().firstAt()).isEqualTo("2019-05-15T15:20:38Z");
        assertThat(other.reviews().approvedAt()).isNull();

        Change approval = review(payload -> {
            reviewer(payload, 7);
            payload.withObject("/review").put("state", "approved");
        });
        assertThat(approval.reviews().firstAt()).isEqualTo("2019-05-15T15:20:38Z");
        assertThat(approval.reviews().approvedAt()).isEqualTo("2019-05-15T15:20:38Z");

        assertThat(review(payload -> payload.withObject("/review").putNull("user"))
                        .reviews()
                        .firstAt())
                .isNotNull();
        assertThat(change("pull_request_review-dismissed", state -> {})
                        .reviews()
                        .approvedAt())
                .isNull();
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        assertThat(malformed(payload -> payload.remove("pull_request"))).isEqualTo("pull_request");
        assertThat(malformed(payload -> payload.withObject("/pull_request").remove("head")))
                .isEqualTo("pull_request.head");
        assertThat(malformed(payload -> payload.withObject("/pull_request/head").put("sha", "x")))
                .isEqualTo("pull_request.head.sha");
        assertThat(malformed(payload -> payload.withObject("/pull_request").put("created_at", "never")))
                .isEqualTo("pull_request.created_at");
        assertThat(malformed(payload -> payload.withObject("/pull_request").put("labels", 1)))
                .isEqualTo("pull_request.labels");
    }

    @Test
    void linksToNothingButWebPages() {
        assertThat(change("pull_request-opened", state -> state.put("html_url", "javascript:alert(1)"))
                        .entry()
                        .url())
                .isNull();
    }

    @Test
    void findsNoNumbersWhereThereAreNone() {
        assertThat(Mentions.revertedChanges(HERE, "Revert", "", "revert-x-1")).isEmpty();
        assertThat(Mentions.closedIssues(HERE, "fixes #99999999999999999999")).isEqualTo(List.of());
    }

    private Change change(String name, Consumer<ObjectNode> change) {
        return fact(
                Change.class,
                Payloads.normalize(source, name, payload -> change.accept(payload.withObject("/pull_request"))));
    }

    private Change review(Consumer<ObjectNode> change) {
        return fact(Change.class, Payloads.normalize(source, "pull_request_review-submitted", change));
    }

    private static void reviewer(ObjectNode payload, long id) {
        payload.withObject("/review").putObject("user").put("id", id).put("login", "another");
    }

    private String malformed(Consumer<ObjectNode> change) {
        Normalization normalization = Payloads.normalize(source, "pull_request-opened", change);
        assertThat(normalization).isInstanceOf(Malformed.class);
        return ((Malformed) normalization).field();
    }

    @Test
    void readsConventionalReverts() {
        assertThat(Mentions.revertedTitle("revert: feat: cache")).hasValue("feat: cache");
        assertThat(Mentions.revertedTitle("revert(api)!: feat: cache (#4)")).hasValue("feat: cache (#4)");
        assertThat(Mentions.revertedTitle("Revert!:feat: cache")).hasValue("feat: cache");
        assertThat(Mentions.revertedTitle("revert: revert: feat: cache")).hasValue("revert: feat: cache");
        assertThat(Mentions.revertedTitle("Revert \"feat: cache\"")).hasValue("feat: cache");
        for (String other :
                List.of("revert:", "revert: ", "revert the cache", "reverts: x", "a revert: x", "revert (api): x")) {
            assertThat(Mentions.revertedTitle(other)).as(other).isEmpty();
        }
        assertThat(Mentions.conventionallyRevertedTitle("revert: feat: cache\n\nIt was slow."))
                .hasValue("feat: cache");
        assertThat(Mentions.conventionallyRevertedTitle("Revert \"feat: cache\""))
                .isEmpty();
        assertThat(Mentions.conventionallyRevertedTitle("feat: cache\n\nrevert: feat: other"))
                .isEmpty();
    }
}
