package dev.throughline.collector.source.gitlab;

import static dev.throughline.collector.source.gitlab.Payloads.fact;
import static dev.throughline.collector.source.gitlab.Payloads.facts;
import static dev.throughline.collector.source.gitlab.Payloads.normalize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GitLabPushTest {

    private static final CommitSha BEFORE = new CommitSha("b0".repeat(20));
    private static final CommitSha FIRST = new CommitSha("c1".repeat(20));
    private static final CommitSha HEAD = new CommitSha("c2".repeat(20));
    private static final String NONE = "0".repeat(40);

    @Test
    void readsCommitsByTheirCommittersTimes() {
        Push push = fact(Push.class, normalize("push", payload -> {}));

        assertThat(push.repository()).isEqualTo(Payloads.PAYMENTS);
        assertThat(push.update()).isEqualTo(new RefUpdate("refs/heads/main", BEFORE, HEAD, HEAD, false, false, null));
        assertThat(push.isTruncated()).isFalse();
        assertThat(push.total()).isEqualTo(2);
        assertThat(push.pushedAt()).isNull();
        assertThat(push.at()).isEqualTo(Payloads.RECEIVED_AT);
        assertThat(push.commits()).extracting(Commit::sha).containsExactly(FIRST, HEAD);
        Commit first = push.commits().getFirst();
        assertThat(first.authorAt()).isEqualTo(Instant.parse("2026-08-02T07:15:00Z"));
        assertThat(first.authorTime()).isEqualTo(AuthorTime.COMMITTED);
        assertThat(first.author()).isEqualTo(new Author("Ada", false));
        assertThat(first.paths()).containsExactly("a", "b");
        assertThat(first.message().claims().closesIssues()).containsExactly("#3");
        assertThat(first.message().isMerge()).isFalse();
        assertThat(push.commits().getLast().message().isMerge()).isTrue();
    }

    @Test
    void saysWhatTheProjectIsCalled() {
        assertThat(fact(RepositoryName.class, normalize("push", payload -> {})))
                .isEqualTo(new RepositoryName(Payloads.PAYMENTS, "acme/shop/payments", Payloads.RECEIVED_AT));
    }

    @Test
    void knowsThatOnlyTheNewestAreListed() {
        Push push = fact(Push.class, normalize("push", payload -> payload.put("total_commits_count", 35)));

        assertThat(push.isTruncated()).isTrue();
        assertThat(push.total()).isEqualTo(35);
    }

    @Test
    void knowsThatAHookOfTheInstanceListsNone() {
        Push push = fact(Push.class, normalize("push", payload -> {
            payload.remove("object_kind");
            payload.putArray("commits");
            payload.put("total_commits_count", 0);
        }));

        assertThat(push.isTruncated()).isTrue();
        assertThat(push.total()).isNull();
        assertThat(push.update().before()).isEqualTo(BEFORE);
        assertThat(fact(Push.class, normalize("push", payload -> payload.remove("object_kind")))
                        .isTruncated())
                .isFalse();
    }

    @Test
    void takesABranchWithoutCommitsOfItsOwn() {
        Push push = fact(Push.class, normalize("push", payload -> {
            payload.put("before", NONE);
            payload.putArray("commits");
            payload.put("total_commits_count", 0);
        }));

        assertThat(push.update().isCreated()).isTrue();
        assertThat(push.update().before()).isNull();
        assertThat(push.isTruncated()).isFalse();
        assertThat(push.commits()).isEmpty();
    }

    @Test
    void tellsNothingOfADeletedBranch() {
        assertThat(facts(normalize("push", payload -> payload.put("after", NONE).putNull("checkout_sha"))))
                .hasOnlyElementsOfType(RepositoryName.class);
    }

    @Test
    void findsTheCommitBehindAnAnnotatedTag() {
        Push push = fact(Push.class, normalize("tag_push", payload -> {}));

        assertThat(push.update())
                .isEqualTo(
                        new RefUpdate("refs/tags/v1.0", null, new CommitSha("a9".repeat(20)), HEAD, true, false, null));
    }

    @Test
    void knowsBotsByTheNamesThatGitLabGivesThem() {
        assertThat(author("renovate", "project_77_bot_0123456789abcdef@noreply.git.example.com"))
                .isEqualTo(new Author("renovate", true));
        assertThat(author("group_7_bot_1", "")).isEqualTo(new Author("group_7_bot_1", true));
        assertThat(author("service_account_group_1_a", "").isBot()).isTrue();
        assertThat(author("renovate[bot]", "").isBot()).isTrue();
        assertThat(author("project_x_bot", "a@b").isBot()).isFalse();
        assertThat(author("Abbot", "abbot@example.com").isBot()).isFalse();
    }

    private static Author author(String name, String email) {
        return fact(
                        Push.class,
                        normalize(
                                "push",
                                payload -> ((ObjectNode) payload.at("/commits/0/author"))
                                        .put("name", name)
                                        .put("email", email)))
                .commits()
                .getFirst()
                .author();
    }

    @Test
    void saysWhichFieldIsMissing() {
        for (String field : List.of("ref", "after")) {
            assertThat(normalize("push", payload -> {
                        payload.remove(field);
                        payload.putNull("before");
                    }))
                    .isEqualTo(new Malformed(field, "is missing"));
        }
        assertThat(normalize("push", payload -> ((ObjectNode) payload.at("/commits/1")).remove("timestamp")))
                .isEqualTo(new Malformed("commits[1].timestamp", "is missing"));
        assertThat(normalize("push", payload -> {
                    payload.remove("project_id");
                    ((ObjectNode) payload.get("project")).remove("id");
                }))
                .isEqualTo(new Malformed("project.id", "is missing"));
        assertThat(normalize("push", payload -> payload.put("after", "main"))).isInstanceOf(Malformed.class);
    }
}
