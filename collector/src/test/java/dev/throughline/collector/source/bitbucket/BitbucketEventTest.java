package dev.throughline.collector.source.bitbucket;

import static dev.throughline.collector.source.SourcePayloads.all;
import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class BitbucketEventTest {

    private static final RepositoryId SHOP =
            new RepositoryId("bitbucket", "bitbucket.org", "00150954-b592-4283-945a-41b4689e6c40");
    private static final CommitSha OPEN = new CommitSha("a".repeat(40));
    private static final CommitSha APPLES = new CommitSha("1".repeat(40));
    private static final CommitSha PEARS = new CommitSha("2".repeat(40));

    private final SourcePayloads payloads = BitbucketSourceTest.payloads();

    @Test
    void readsAPushedBranchFromItsOldestCommitOn() {
        Push push = push(_ -> {});

        assertThat(push.repository()).isEqualTo(SHOP);
        assertThat(push.update().ref()).isEqualTo("refs/heads/main");
        assertThat(push.update().before()).isEqualTo(OPEN);
        assertThat(push.update().after()).isEqualTo(PEARS);
        assertThat(push.update().isForced()).isFalse();
        assertThat(push.isTruncated()).isFalse();
        assertThat(push.commits()).extracting(Commit::sha).containsExactly(APPLES, PEARS);
        assertThat(push.commits().getLast().authorTime()).isEqualTo(AuthorTime.COMMITTED);
        assertThat(push.commits().getLast().author().name()).isEqualTo("ann");
        assertThat(push.commits().getLast().message().claims().closesIssues()).containsExactly("#5");
        assertThat(push(payload -> change(payload).put("truncated", true).put("forced", true)))
                .satisfies(cut -> {
                    assertThat(cut.isTruncated()).isTrue();
                    assertThat(cut.update().isForced()).isTrue();
                });
    }

    @Test
    void knowsAMergeByItsParents() {
        assertThat(push(payload -> parents(payload, 0).addObject().put("hash", "b".repeat(40)))
                        .commits()
                        .getLast()
                        .message()
                        .isMerge())
                .isTrue();
        // a squash is called like a merge
        assertThat(push(payload -> commit(payload, 0).put("message", "Merge branch 'a' into main"))
                        .commits()
                        .getLast()
                        .message()
                        .isMerge())
                .isFalse();
    }

    @Test
    @Timeout(5)
    void readsTheNameOfWhoHasNoAccount() {
        assertThat(authorOf("Ann A. <ann@example.org>")).isEqualTo("Ann A.");
        assertThat(authorOf("Ann")).isEqualTo("Ann");
        String endless = "Ann" + " ".repeat(150_000) + "A.";
        assertThat(authorOf(endless)).isEqualTo(endless);
    }

    private @Nullable String authorOf(String raw) {
        return push(payload -> commit(payload, 0).putObject("author").put("raw", raw))
                .commits()
                .getLast()
                .author()
                .name();
    }

    @Test
    void letsANewBranchGoOnFromTheParentOfWhatIsListed() {
        Push push = push(payload -> change(payload).putNull("old").put("truncated", true));

        assertThat(push.update().isCreated()).isTrue();
        assertThat(push.update().before()).isEqualTo(OPEN);
        assertThat(push.isTruncated()).isFalse();
        // a root, a merge, or a gap
        assertThat(created(payload -> parents(payload, 1).removeAll())).isNull();
        assertThat(created(payload -> parents(payload, 0).addObject().put("hash", "b".repeat(40))))
                .isNull();
        assertThat(created(payload -> ((ObjectNode) parents(payload, 0).get(0)).put("hash", "b".repeat(40))))
                .isNull();
    }

    @Test
    void readsTagsAndTakesThemForDeploymentsWhereTheConfigurationSaysSo() {
        Push tag = fact(Push.class, payloads.normalize("repo:push", "push-tag", _ -> {}));
        assertThat(tag.update().ref()).isEqualTo("refs/tags/v1.0");
        assertThat(tag.update().head()).isEqualTo(PEARS);
        assertThat(all(Deployment.class, payloads.normalize("repo:push", "push-tag", _ -> {})))
                .isEmpty();

        Normalization deployed = BitbucketSourceTest.payloads(new DeploymentRule("acme/*", DeploymentEvent.TAG, null))
                .normalize("repo:push", "push-tag", _ -> {});
        assertThat(fact(Deployment.class, deployed).revision()).isEqualTo(Revision.of(PEARS, "v1.0"));
        assertThat(fact(DeploymentStatus.class, deployed).at()).isEqualTo(SourcePayloads.RECEIVED_AT);
        assertThat(fact(DeploymentStatus.class, deployed).externalId())
                .as("another time is another success, of which the earliest counts")
                .isEqualTo(PEARS + "@" + SourcePayloads.RECEIVED_AT);
    }

    @Test
    void makesNothingOfDeletions() {
        assertThat(all(
                        Push.class,
                        payloads.normalize(
                                "repo:push", "push", payload -> change(payload).putNull("new"))))
                .isEmpty();
    }

    @Test
    void tellsNoChangeByHashesThatAreCutShort() {
        assertThat(payloads.normalize("pullrequest:fulfilled", "pullrequest-fulfilled", _ -> {}))
                .isInstanceOfSatisfying(
                        Ignored.class, ignored -> assertThat(ignored.reason()).contains("/api/v1/changes"));
    }

    @Test
    void readsAPullRequestOfWholeHashes() {
        Change change =
                fact(Change.class, payloads.normalize("pullrequest:fulfilled", "pullrequest-fulfilled", payload -> {
                    hash(payload, "/pullrequest/source/commit", "2");
                    hash(payload, "/pullrequest/merge_commit", "3");
                }));

        assertThat(change.entry().number()).isEqualTo(12);
        assertThat(change.branch()).isEqualTo(new Branch(SHOP.externalId(), "pears", PEARS, "main"));
        assertThat(change.merge())
                .isEqualTo(new Merge(Instant.parse("2026-11-20T10:00:00.5Z"), new CommitSha("3".repeat(40))));
        assertThat(change.reviews()).isEqualTo(Reviews.NONE);
    }

    @Test
    void readsAnIncidentByItsKindOrComponent() {
        Incident incident = incident(_ -> {});

        assertThat(incident.entry().externalId()).isEqualTo("5");
        assertThat(incident.entry().labels()).containsExactly("bug", "incident");
        assertThat(incident.kind()).isEqualTo(Kind.INCIDENT);
        assertThat(incident.openedAt()).isEqualTo(Instant.parse("2026-11-20T11:00:00Z"));
        assertThat(incident.resolvedAt()).isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(incident.causes().named()).extracting(Cause::word).containsExactly("#12");
        assertThat(incident(payload -> issue(payload).put("state", "open")).resolvedAt())
                .isNull();
        assertThat(incident(payload -> issue(payload).put("state", "duplicate")).kind())
                .isEqualTo(Kind.DUPLICATE);
        assertThat(incident(payload -> issue(payload).put("state", "wontfix")).kind())
                .isEqualTo(Kind.NOT_PLANNED);
        assertThat(incident(payload -> issue(payload).putNull("component")).kind())
                .isEqualTo(Kind.ISSUE);
    }

    @Test
    void keepsTheTimeOfTheResolution() {
        Ignored later = new Ignored("the issue was over before: nothing says since when");
        assertThat(payloads.normalize("issue:updated", "issue-updated", payload -> payload.putObject("changes")))
                .isEqualTo(later);
        assertThat(payloads.normalize("issue:updated", "issue-updated", payload -> {
                    issue(payload).put("state", "closed");
                    payload.withObject("/changes/status").put("old", "resolved").put("new", "closed");
                }))
                .isEqualTo(later);
        assertThat(incident(payload -> {
                            issue(payload).put("state", "open");
                            payload.withObject("/changes/status")
                                    .put("old", "resolved")
                                    .put("new", "open");
                        })
                        .resolvedAt())
                .as("reopened")
                .isNull();
    }

    @Test
    void readsCausesInComments() {
        assertThat(fact(IncidentComment.class, payloads.normalize("issue:comment_created", "issue-updated", _ -> {}))
                        .causes())
                .extracting(Cause::word)
                .containsExactly("2222222a");
    }

    /** Whoever commits is free in it. */
    @Test
    void isNotHeldUpByALongName() {
        String blank = " ".repeat(300_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(pushedBy("a" + blank + "b").name()).isEqualTo("a" + blank + "b"));
        assertThat(pushedBy("Dev One  <dev@example.com>").name()).isEqualTo("Dev One");
        assertThat(pushedBy("<dev@example.com>").name()).isEmpty();
    }

    private Author pushedBy(String raw) {
        return fact(Push.class, payloads.normalize("repo:push", "push", payload -> {
                    ObjectNode author = (ObjectNode) payload.at("/push/changes/0/commits/0/author");
                    author.put("raw", raw).remove("user");
                }))
                .commits()
                .getLast()
                .author();
    }

    @Test
    void readsARenaming() {
        assertThat(all(RepositoryName.class, payloads.normalize("repo:updated", "repo-updated", _ -> {})))
                .containsExactly(
                        new RepositoryName(SHOP, "acme/store", SourcePayloads.RECEIVED_AT.minusSeconds(1)),
                        new RepositoryName(SHOP, "acme/shop", SourcePayloads.RECEIVED_AT));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(payloads.normalize(
                        "repo:push", "push", payload -> commit(payload, 1).remove("date")))
                .isEqualTo(new Malformed("push.changes[0].commits[1].date", "is missing"));
        assertThat(payloads.normalize(
                        "repo:push",
                        "push",
                        payload -> payload.withObject("/repository").remove("uuid")))
                .isEqualTo(new Malformed("repository.uuid", "is missing"));
    }

    private @Nullable CommitSha created(Consumer<ObjectNode> change) {
        return push(payload -> {
                    change(payload).putNull("old");
                    change.accept(payload);
                })
                .update()
                .before();
    }

    private Push push(Consumer<ObjectNode> change) {
        return fact(Push.class, payloads.normalize("repo:push", "push", change));
    }

    private Incident incident(Consumer<ObjectNode> change) {
        return fact(Incident.class, payloads.normalize("issue:updated", "issue-updated", change));
    }

    private static ObjectNode change(ObjectNode payload) {
        return (ObjectNode) payload.at("/push/changes/0");
    }

    private static ObjectNode commit(ObjectNode payload, int index) {
        return (ObjectNode) payload.at("/push/changes/0/commits/" + index);
    }

    private static ArrayNode parents(ObjectNode payload, int commit) {
        return (ArrayNode) commit(payload, commit).path("parents");
    }

    private static ObjectNode issue(ObjectNode payload) {
        return (ObjectNode) payload.path("issue");
    }

    private static void hash(ObjectNode payload, String path, String digit) {
        ((ObjectNode) payload.at(path)).put("hash", digit.repeat(40));
    }
}
