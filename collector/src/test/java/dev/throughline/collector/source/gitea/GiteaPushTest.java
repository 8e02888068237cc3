package dev.throughline.collector.source.gitea;

import static dev.throughline.collector.source.SourcePayloads.all;
import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class GiteaPushTest {

    private static final RepositoryId SHOP = new RepositoryId("gitea", "git.example.org", "61");
    private static final CommitSha APPLES = new CommitSha("1".repeat(40));
    private static final CommitSha PEARS = new CommitSha("2".repeat(40));
    private static final String NOTHING = "0".repeat(40);

    private final SourcePayloads payloads = GiteaSourceTest.payloads();

    @Test
    void readsAPushedBranch() {
        Push push = push(_ -> {});

        assertThat(push.repository()).isEqualTo(SHOP);
        assertThat(push.update().ref()).isEqualTo("refs/heads/main");
        assertThat(push.update().before()).isEqualTo(new CommitSha("0".repeat(39) + "a"));
        assertThat(push.update().after()).isEqualTo(PEARS);
        assertThat(push.update().head()).isEqualTo(PEARS);
        assertThat(push.update().isCreated()).isFalse();
        assertThat(push.isTruncated()).isFalse();
        assertThat(push.total()).isEqualTo(2);
        assertThat(push.pushedAt()).isNull();
        assertThat(push.at()).isEqualTo(SourcePayloads.RECEIVED_AT);
    }

    @Test
    void turnsTheListAround() {
        assertThat(push(_ -> {}).commits()).extracting(Commit::sha).containsExactly(APPLES, PEARS);
        assertThat(push(payload -> {
                            ArrayNode commits = payload.withArray("commits");
                            commits.add(commits.remove(0));
                        })
                        .commits())
                .extracting(Commit::sha)
                .containsExactly(APPLES, PEARS);
    }

    @Test
    void readsCommits() {
        Commit commit = push(_ -> {}).commits().getLast();

        assertThat(commit.authorAt()).isEqualTo(Instant.parse("2026-11-20T08:30:00Z"));
        assertThat(commit.authorTime()).isEqualTo(AuthorTime.TIMESTAMP);
        assertThat(commit.author().name()).isEqualTo("ann");
        assertThat(commit.author().isBot()).isFalse();
        assertThat(commit.message().title()).isEqualTo("Sell pears");
        assertThat(commit.message().claims().fixesIncidents()).containsExactly("5");
        assertThat(commit.paths()).containsExactly("a.txt", "b.txt");
    }

    @Test
    void tellsBotsByTheirNames() {
        assertThat(author("renovate[bot]", "").isBot()).isTrue();
        assertThat(author("Whoever", "gitea-actions").isBot()).isTrue();
        assertThat(author("Ann", "").isBot()).isFalse();
        assertThat(author("Ann", "").name()).isEqualTo("Ann");
    }

    @Test
    void seesThatCommitsAreMissing() {
        Push cut = push(payload -> payload.put("total_commits", 35));
        assertThat(cut.isTruncated()).isTrue();
        assertThat(cut.total()).isEqualTo(35);

        assertThat(push(payload -> payload.remove("total_commits")).isTruncated())
                .isFalse();
        assertThat(push(payload -> {
                            payload.remove("total_commits");
                            for (int i = 3; i <= 5; i++) {
                                payload.withArray("commits")
                                        .add(((ObjectNode)
                                                        payload.at("/commits/0").deepCopy())
                                                .put("id", String.valueOf(i).repeat(40)));
                            }
                        })
                        .isTruncated())
                .isTrue();
    }

    @Test
    void takesTheListOfANewBranchForTheEndOfItsHistory() {
        Push push = push(payload -> payload.put("before", NOTHING).put("total_commits", 10));

        assertThat(push.update().isCreated()).isTrue();
        assertThat(push.update().before()).isNull();
        assertThat(push.isTruncated()).isFalse();
        assertThat(push.total()).isNull();
    }

    @Test
    void readsTheCommitBehindATag() {
        Push push = fact(Push.class, payloads.normalize("push", "push-tag", _ -> {}));

        assertThat(push.update().ref()).isEqualTo("refs/tags/v1.0");
        assertThat(push.update().after()).isEqualTo(new CommitSha("9".repeat(40)));
        assertThat(push.update().head()).isEqualTo(PEARS);
        assertThat(fact(Push.class, payloads.normalize("push", "push-tag", payload -> payload.remove("head_commit")))
                        .update()
                        .head())
                .isNull();
    }

    @Test
    void makesNothingOfDeletionsAndTests() {
        assertThat(all(Push.class, payloads.normalize("push", "push", payload -> payload.put("after", NOTHING))))
                .isEmpty();
        assertThat(all(
                        Push.class,
                        payloads.normalize(
                                "push",
                                "push",
                                payload -> payload.put(
                                        "before", payload.path("after").asString()))))
                .isEmpty();
    }

    @Test
    void namesTheRepository() {
        assertThat(fact(RepositoryName.class, payloads.normalize("create", "create", _ -> {})))
                .isEqualTo(new RepositoryName(SHOP, "acme/shop", Instant.parse("2026-11-20T09:00:00Z")));
        assertThat(fact(
                        RepositoryName.class,
                        payloads.normalize(
                                "repository",
                                "create",
                                payload -> repository(payload).put("full_name", "acme/store"))))
                .extracting(RepositoryName::name)
                .isEqualTo("acme/store");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(payloads.normalize(
                        "push", "push", payload -> repository(payload).remove("html_url")))
                .isEqualTo(new Malformed("repository.html_url", "is missing"));
        assertThat(payloads.normalize(
                        "push", "push", payload -> repository(payload).put("html_url", "ftp://x")))
                .isEqualTo(new Malformed("repository.html_url", "is no address of http"));
        assertThat(payloads.normalize(
                        "push", "push", payload -> repository(payload).put("full_name", " ")))
                .isEqualTo(new Malformed("repository.full_name", "is empty"));
        assertThat(payloads.normalize("push", "push", payload -> commit(payload).put("timestamp", "yesterday")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("commits[0].timestamp"));
        assertThat(payloads.normalize("push", "push", payload -> commit(payload).put("id", "abc")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("commits[0].id"));
    }

    private Push push(Consumer<ObjectNode> change) {
        return fact(Push.class, payloads.normalize("push", "push", change));
    }

    private Author author(String name, String login) {
        return push(payload ->
                        commit(payload).putObject("author").put("name", name).put("username", login))
                .commits()
                .getLast()
                .author();
    }

    private static ObjectNode repository(ObjectNode payload) {
        return (ObjectNode) payload.path("repository");
    }

    private static ObjectNode commit(ObjectNode payload) {
        return (ObjectNode) payload.at("/commits/0");
    }
}
