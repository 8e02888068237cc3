package dev.throughline.collector.source.github;

import static dev.throughline.collector.source.github.Payloads.fact;
import static dev.throughline.collector.source.github.Payloads.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class GitHubPushTest {

    private static final Place HERE = new Place("github.com", "a/b");

    private static final CommitSha HEAD = new CommitSha("6113728f27ae82c7b1a177c8d03f9e96e0adf246");
    private static final String OTHER = "1".repeat(40);
    private static final Instant PUSHED_AT = Instant.ofEpochSecond(1557933657);

    private final GitHubSource source = new GitHubSource(Payloads.properties(), Catalog.EMPTY);

    @Test
    void readsAPushedBranch() {
        Push push = push(payload -> {});

        assertThat(push.repository()).isEqualTo(new RepositoryId("github", "github.com", "186853002"));
        assertThat(push.update().ref()).isEqualTo("refs/heads/master");
        assertThat(push.update().before()).isNull();
        assertThat(push.update().after()).isEqualTo(HEAD);
        assertThat(push.update().head()).isEqualTo(HEAD);
        assertThat(push.update().isCreated()).isTrue();
        assertThat(push.update().isForced()).isFalse();
        assertThat(push.isTruncated()).isFalse();
        assertThat(push.update().baseRef()).isNull();
        assertThat(push.pushedAt()).isEqualTo(PUSHED_AT);
        assertThat(push.receivedAt()).isEqualTo(Payloads.RECEIVED_AT);
        assertThat(push.commits()).extracting(Commit::sha).containsExactly(HEAD);
    }

    @Test
    void namesTheRepositoryAtTheTimeOfThePush() {
        assertThat(fact(RepositoryName.class, Payloads.normalize(source, "push", payload -> {})))
                .isEqualTo(new RepositoryName(
                        new RepositoryId("github", "github.com", "186853002"), "Codertocat/Hello-World", PUSHED_AT));
    }

    @Test
    void readsWhatMovedAndHow() {
        Push push = push(payload -> payload.put("before", OTHER.toUpperCase())
                .put("created", false)
                .put("forced", true)
                .put("base_ref", "refs/heads/dev"));

        assertThat(push.update().before()).isEqualTo(new CommitSha(OTHER));
        assertThat(push.update().isCreated()).isFalse();
        assertThat(push.update().isForced()).isTrue();
        assertThat(push.update().baseRef()).isEqualTo("refs/heads/dev");
    }

    @Test
    void tellsBotsByTheLoginElseTheNameOfTheAuthor() {
        assertThat(commit(_ -> {}).author().isBot()).isFalse();
        assertThat(commit(node -> node.withObject("/author").put("username", "dependabot[bot]"))
                        .author()
                        .isBot())
                .isTrue();
        assertThat(commit(node -> node.putObject("author").put("name", "renovate[bot]"))
                        .author()
                        .isBot())
                .isTrue();
        assertThat(commit(node -> node.putObject("author").put("name", "robot"))
                        .author()
                        .isBot())
                .isFalse();
        assertThat(commit(node -> node.putNull("author")).author().isBot()).isFalse();
    }

    @Test
    void tellsTheAuthorByLoginElseByName() {
        assertThat(commit(node -> node.withObject("/author").put("username", "octo"))
                        .author()
                        .name())
                .isEqualTo("octo");
        assertThat(commit(node -> node.putObject("author").put("name", "Octo Cat"))
                        .author()
                        .name())
                .isEqualTo("Octo Cat");
        assertThat(commit(node -> node.putNull("author")).author().name()).isNull();
    }

    @Test
    void readsTheTimeOfAPushInAllItsFormsElseTheReceipt() {
        assertThat(push(payload -> repository(payload).put("pushed_at", "2019-05-15T17:20:57+02:00"))
                        .pushedAt())
                .isEqualTo(PUSHED_AT);
        assertThat(push(payload -> repository(payload).putNull("pushed_at")).at())
                .isEqualTo(Payloads.RECEIVED_AT);
        assertThat(push(payload -> repository(payload).remove("pushed_at")).pushedAt())
                .isNull();
    }

    @Test
    void readsTheCommitBehindATag() {
        Normalization tag = Payloads.normalize(source, "push-tag", payload -> payload.put("after", OTHER));

        Push push = fact(Push.class, tag);
        assertThat(push.update().ref()).isEqualTo("refs/tags/simple-tag");
        assertThat(push.update().after()).isEqualTo(new CommitSha(OTHER));
        assertThat(push.update().head()).isEqualTo(HEAD);
        assertThat(push.commits()).isEmpty();
        assertThat(facts(tag)).hasSize(2);
    }

    @Test
    void doesNotGuessTheCommitBehindATag() {
        assertThat(fact(Push.class, Payloads.normalize(source, "push-tag", payload -> payload.putNull("head_commit")))
                        .update()
                        .head())
                .isNull();
        assertThat(push(payload -> payload.putNull("head_commit")).update().head())
                .isEqualTo(HEAD);
    }

    @Test
    void keepsOnlyTheNameOfADeletedRef() {
        assertThat(facts(Payloads.normalize(
                        source,
                        "push",
                        payload -> payload.put("deleted", true)
                                .put("after", "0".repeat(40))
                                .putNull("head_commit")
                                .set("commits", payload.arrayNode()))))
                .singleElement()
                .isInstanceOf(RepositoryName.class);
    }

    @Test
    void prefersTheDateOfTheAuthorToTheTimestamp() {
        Commit commit = commit(node -> {
            node.put("timestamp", "2019-05-15T17:00:00+02:00");
            node.withObject("/author").put("date", "2019-05-01T10:00:00+05:30");
        });
        assertThat(commit.authorAt()).isEqualTo("2019-05-01T04:30:00Z");
        assertThat(commit.authorTime()).isEqualTo(Commit.AuthorTime.AUTHOR_DATE);

        Commit without = commit(node -> node.put("timestamp", "2019-05-15T17:00:00+02:00"));
        assertThat(without.authorAt()).isEqualTo("2019-05-15T15:00:00Z");
        assertThat(without.authorTime()).isEqualTo(Commit.AuthorTime.TIMESTAMP);
    }

    @Test
    void saysWhenGitHubCutTheListOff() {
        assertThat(push(payload -> list(payload, 2047)).isTruncated()).isFalse();
        assertThat(push(payload -> list(payload, 2048)).isTruncated()).isTrue();
        assertThat(push(payload -> list(payload, 2047)).total()).isEqualTo(2047);
        assertThat(push(payload -> list(payload, 2048)).total()).isNull();
    }

    @Test
    void believesGitHubHowManyCommitsThereAre() {
        Push whole = push(payload -> {
            list(payload, 2048);
            payload.put("size", 2048);
        });
        assertThat(whole.isTruncated()).isFalse();
        Push cut = push(payload -> {
            list(payload, 3);
            payload.put("size", 5);
        });
        assertThat(cut.isTruncated()).isTrue();
        assertThat(cut.total()).isEqualTo(5);
    }

    @Test
    void addsTheHeadToAListThatEndsBeforeIt() {
        Push push = push(payload -> {
            list(payload, 2048);
            payload.withObject("/head_commit").put("id", OTHER).put("message", "The last one");
        });
        assertThat(push.commits()).hasSize(2049);
        assertThat(push.commits().getLast().sha()).isEqualTo(new CommitSha(OTHER));
    }

    @Test
    void readsWhatAMessageSays() {
        Commit commit = commit(node -> node.put("message", """
                Revert "Add a thing"

                This reverts commit ABCDEF1234567890abcdef1234567890abcdef12.
                (cherry picked from commit 1111111111111111111111111111111111111111)
                Fixes-incident: #12, https://example.com/incidents/7
                  fixes-incident: 13 and more
                """));
        assertThat(commit.message().isMerge()).isFalse();
        assertThat(commit.message().claims().revertsCommits())
                .containsExactly("abcdef1234567890abcdef1234567890abcdef12");
        assertThat(commit.message().pickedFrom()).containsExactly(OTHER);
        assertThat(commit.message().claims().fixesIncidents())
                .containsExactly("12", "https://example.com/incidents/7", "13");
    }

    @Test
    void knowsMergesByTheirMessage() {
        for (String message : List.of(
                "Merge pull request #12 from acme/topic\n\nA title",
                "Merge branch 'main' into topic",
                "Merge branches 'a' and 'b'",
                "Merge remote-tracking branch 'origin/main'",
                "Merge tag 'v1'",
                "Merge commit 'abc'",
                "Merge commits 'abc' and 'def'",
                "Merge remote-tracking branches 'a/b' and 'c/d'")) {
            assertThat(Mentions.isMerge(message)).as(message).isTrue();
        }
        for (String message : List.of(
                "Merge the branches of the tree",
                "merge branch 'main'",
                "Fix\n\nMerge branch 'main'",
                "Merge pull request of somebody",
                "Merge branchless code",
                "Merge branch handling into the parser",
                "Merge tags of two vendors",
                "Merge pull request #12",
                "Merge branch 'x' into y\n\n(cherry picked from commit " + OTHER + ")",
                "Merged branch 'x'",
                "")) {
            assertThat(Mentions.isMerge(message)).as(message).isFalse();
        }
    }

    @Test
    void bendsTheTimesThatOnlyAnAuthorsClockCanTell() {
        for (String date : List.of(
                "1970-01-01T00:00:00+02:00",
                "1969-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "-0044-03-15T12:00:00Z")) {
            assertThat(push(payload -> first(payload).put("timestamp", date)).commits())
                    .as(date)
                    .extracting(Commit::authorAt)
                    .containsExactly(Instant.EPOCH);
        }
        assertThat(push(payload -> first(payload).put("timestamp", "+300000-01-01T00:00:00Z"))
                        .commits())
                .extracting(commit -> commit.authorAt().isBefore(Instant.parse("+10000-01-01T00:00:00Z")))
                .containsExactly(true);
    }

    @Test
    void readsNoAbbreviatedTrailer() {
        assertThat(push(payload -> first(payload).put("message", "Fix\n\n(cherry picked from commit abc1234)"))
                        .commits())
                .flatExtracting(commit -> commit.message().pickedFrom())
                .isEmpty();
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        assertThat(malformed(payload -> payload.put("after", "no hash"))).isEqualTo("after");
        assertThat(malformed(payload -> payload.remove("after"))).isEqualTo("after");
        assertThat(malformed(payload -> payload.remove("ref"))).isEqualTo("ref");
        assertThat(malformed(payload -> payload.remove("repository"))).isEqualTo("repository");
        assertThat(malformed(payload -> repository(payload).put("id", "x"))).isEqualTo("repository.id");
        assertThat(malformed(payload -> repository(payload).remove("full_name")))
                .isEqualTo("repository.full_name");
        assertThat(malformed(payload -> payload.put("commits", "none"))).isEqualTo("commits");
        assertThat(malformed(payload -> first(payload).put("id", "abc"))).isEqualTo("commits[0].id");
        assertThat(malformed(payload -> first(payload).put("timestamp", "yesterday")))
                .isEqualTo("commits[0].timestamp");
        assertThat(malformed(payload -> first(payload).remove("timestamp"))).isEqualTo("commits[0].timestamp");
        assertThat(malformed(payload -> ((ArrayNode) payload.get("commits")).addNull()))
                .isEqualTo("commits[1]");
        assertThat(malformed(payload -> payload.put("created", "maybe"))).isEqualTo("created");
        assertThat(malformed(payload -> payload.putObject("ref"))).isEqualTo("ref");
    }

    @Test
    void namesAnAbsurdDate() {
        for (String date :
                List.of("300000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "2019-02-30T00:00:00Z", "2019-05-15", "")) {
            assertThat(malformed(payload -> first(payload).put("timestamp", date)))
                    .as(date)
                    .isEqualTo("commits[0].timestamp");
        }
        for (long seconds : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 253402300800L, 1557933657000L}) {
            assertThat(malformed(payload -> repository(payload).put("pushed_at", seconds)))
                    .as("%d", seconds)
                    .isEqualTo("repository.pushed_at");
        }
        assertThat(malformed(payload -> repository(payload).put("pushed_at", 1.5e300)))
                .isEqualTo("repository.pushed_at");
        assertThat(push(payload -> repository(payload).put("pushed_at", 0)).pushedAt())
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void survivesNumbersAndNestingBeyondReason() {
        String push = Payloads.read("push").toString();
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        for (String hostile : List.of(
                push.replaceFirst("\\{", "{\"extra\":" + deep + ","),
                push.replaceFirst("\\{", "{\"extra\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + ","),
                push.replace("\"id\":186853002", "\"id\":" + "9".repeat(100_000)),
                push.replace("\"id\":186853002", "\"id\":1e999999999"),
                push.replace("1557933657", "1e999999999"),
                push.replace("1557933657", "9".repeat(900)),
                push.replaceFirst("\\{", "{\"" + "k".repeat(100_000) + "\":1,"),
                push.substring(0, push.length() / 2))) {
            assertThat(Payloads.normalize(source, "push", hostile)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void replacesWhatPostgreSqlCannotHold() {
        String push = Payloads.read("push").toString().replace("refs/heads/master", "refs/heads/a\\u0000b\\ud800c😀");

        assertThat(fact(Push.class, Payloads.normalize(source, "push", push))
                        .update()
                        .ref())
                .isEqualTo("refs/heads/a\uFFFDb\uFFFDc😀");
    }

    @Test
    void readsHugeMessagesInLinearTime() {
        String message = "\n".repeat(300_000) + "fixes ".repeat(100_000) + " ".repeat(300_000) + "Fixes-incident:"
                + ",".repeat(300_000) + "Caused-by:" + "#".repeat(300_000);
        long startedAt = System.nanoTime();
        Commit commit = commit(node -> node.put("message", message));
        Mentions.causes(HERE, message);
        Mentions.closedIssues(HERE, message);
        Mentions.revertedChanges(HERE, message, message, message);

        assertThat(commit.message().claims().fixesIncidents()).isEmpty();
        assertThat(System.nanoTime() - startedAt).isLessThan(5_000_000_000L);
    }

    private Push push(Consumer<ObjectNode> change) {
        return fact(Push.class, Payloads.normalize(source, "push", change));
    }

    private Commit commit(Consumer<ObjectNode> change) {
        return push(payload -> change.accept(first(payload))).commits().getFirst();
    }

    private String malformed(Consumer<ObjectNode> change) {
        Normalization normalization = Payloads.normalize(source, "push", change);
        assertThat(normalization).isInstanceOf(Malformed.class);
        return ((Malformed) normalization).field();
    }

    private static ObjectNode first(ObjectNode payload) {
        return (ObjectNode) payload.get("commits").get(0);
    }

    private static ObjectNode repository(ObjectNode payload) {
        return payload.withObject("/repository");
    }

    private static void list(ObjectNode payload, int count) {
        ArrayNode commits = (ArrayNode) payload.get("commits");
        ObjectNode first = (ObjectNode) commits.get(0);
        for (int i = 1; i < count; i++) {
            commits.add(first.deepCopy().put("id", "%040x".formatted(i)));
        }
    }
}
