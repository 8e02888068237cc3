package dev.throughline.collector.source.gitlab;

import static dev.throughline.collector.source.gitlab.Payloads.attributes;
import static dev.throughline.collector.source.gitlab.Payloads.fact;
import static dev.throughline.collector.source.gitlab.Payloads.normalize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GitLabChangeTest {

    private static final CommitSha LAST = new CommitSha("c1".repeat(20));
    private static final CommitSha MERGE = new CommitSha("c2".repeat(20));
    private static final Instant STATED = Instant.parse("2026-08-02T07:31:00Z");

    @Test
    void readsAMergeRequest() {
        Change change = change(payload -> {});

        assertThat(change.entry())
                .isEqualTo(new Entry(
                        Payloads.PAYMENTS,
                        "7",
                        7L,
                        "Weigh pears",
                        "https://git.example.com/acme/shop/payments/-/merge_requests/7",
                        List.of("hotfix")));
        assertThat(change.opening())
                .isEqualTo(new Change.Opening(Instant.parse("2026-08-02T07:30:00Z"), new Author("ada", false)));
        assertThat(change.branch()).isEqualTo(new Branch("4711", "pears", LAST, "main"));
        assertThat(change.commits()).isNull();
        assertThat(change.merge()).isNull();
        assertThat(change.reviews()).isEqualTo(Reviews.NONE);
        assertThat(change.claims())
                .isEqualTo(new Claims(List.of("#5"), List.of(), null, List.of("#3", "#4"), List.of()));
        assertThat(change.claimsOfBot()).isEqualTo(Claims.NONE);
        assertThat(change.statement()).isEqualTo(new Statement(STATED, "d1"));
    }

    @Test
    void isMergedNoLaterThanAnyEventSays() {
        Consumer<ObjectNode> merged =
                payload -> attributes(payload).put("state", "merged").put("merge_commit_sha", MERGE.value());
        assertThat(change(merged.andThen(payload -> attributes(payload).put("action", "merge")))
                        .merge())
                .isEqualTo(Merge.atLatest(STATED, MERGE));
        assertThat(change(merged.andThen(payload -> attributes(payload).put("action", "update")))
                        .merge())
                .isEqualTo(Merge.atLatest(STATED, MERGE));
    }

    @Test
    void leavesOpenWhatItEndedInWhereNothingNamesIt() {
        assertThat(change(payload -> attributes(payload).put("action", "merge").put("state", "merged"))
                        .merge())
                .isEqualTo(Merge.atLatest(STATED, null));
    }

    @Test
    void isNobodysWhereSomebodyElseActs() {
        Change change = change(payload -> user(payload, 43, "grace"));

        assertThat(change.opening().by()).isEqualTo(Author.UNKNOWN);
        assertThat(change.claims().revertsChanges()).containsExactly("#5");
    }

    @Test
    void readsNoBodyOfABot() {
        for (String name : List.of(
                "project_77_bot_0123456789abcdef", "project_77_bot", "group_7_bot1", "service_account_group_7_0123")) {
            Change change = change(payload -> user(payload, 42, name));

            assertThat(change.opening().by()).isEqualTo(new Author(name, true));
            assertThat(change.claims()).isEqualTo(Claims.NONE);
        }
    }

    @Test
    void knowsWhenItWasApproved() {
        for (String action : List.of("approved", "approval")) {
            assertThat(change(payload -> {
                                attributes(payload).put("action", action);
                                user(payload, 43, "grace");
                            })
                            .reviews())
                    .isEqualTo(new Reviews(STATED, STATED));
        }
        assertThat(change(payload -> attributes(payload).put("action", "approved"))
                        .reviews())
                .as("by its author")
                .isEqualTo(new Reviews(null, STATED));
        assertThat(change(payload -> attributes(payload).put("action", "unapproved"))
                        .reviews())
                .isEqualTo(Reviews.NONE);
    }

    @Test
    void takesANoteBySomebodyElseForAReview() {
        Change change = fact(Change.class, normalize("note-merge_request", payload -> {}));

        assertThat(change.reviews()).isEqualTo(new Reviews(Instant.parse("2026-08-02T07:45:00Z"), null));
        assertThat(change.statement().at()).isEqualTo(STATED);
        assertThat(change.entry().labels()).containsExactly("hotfix");
        assertThat(normalize("note-merge_request", payload -> user(payload, 42, "ada")))
                .isInstanceOf(Ignored.class);
        assertThat(normalize(
                        "note-merge_request", payload -> ((ObjectNode) payload.get("merge_request")).remove("labels")))
                .isInstanceOf(Ignored.class);
        assertThat(normalize(
                        "note-merge_request", payload -> attributes(payload).put("system", true)))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(normalize("merge_request", payload -> payload.remove("object_attributes")))
                .isEqualTo(new Malformed("object_attributes", "is missing"));
        assertThat(normalize("merge_request", payload -> attributes(payload).remove("iid")))
                .isEqualTo(new Malformed("object_attributes.iid", "is missing"));
        assertThat(normalize("merge_request", payload -> attributes(payload).putNull("last_commit")))
                .isEqualTo(new Ignored("the merge request has no commits"));
    }

    private static void user(ObjectNode payload, int id, String username) {
        ((ObjectNode) payload.get("user")).put("id", id).put("username", username);
    }

    private static Change change(Consumer<ObjectNode> change) {
        return fact(Change.class, normalize("merge_request", change));
    }
}
