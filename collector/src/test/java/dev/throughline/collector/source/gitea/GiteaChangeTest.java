package dev.throughline.collector.source.gitea;

import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GiteaChangeTest {

    private final SourcePayloads payloads = GiteaSourceTest.payloads();

    @Test
    void readsAPullRequestThatIsOpened() {
        Change change = change("pull_request", "pull_request-opened", _ -> {});

        assertThat(change.entry().externalId()).isEqualTo("12");
        assertThat(change.entry().number()).isEqualTo(12);
        assertThat(change.entry().title()).isEqualTo("Sell pears");
        assertThat(change.entry().url()).isEqualTo("https://git.example.org/acme/shop/pulls/12");
        assertThat(change.entry().labels()).containsExactly("hotfix");
        assertThat(change.opening().at()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(change.opening().by().name()).isEqualTo("ann");
        assertThat(change.branch()).isEqualTo(new Branch("61", "pears", new CommitSha("2".repeat(40)), "main"));
        assertThat(change.commits()).isNull();
        assertThat(change.reviews()).isEqualTo(Reviews.NONE);
        assertThat(change.merge()).isNull();
        assertThat(change.claims().closesIssues()).containsExactly("#5");
        assertThat(change.statement()).isEqualTo(new Statement(Instant.parse("2026-11-20T09:10:00Z"), "d1"));
    }

    @Test
    void readsTheMerge() {
        assertThat(change("pull_request", "pull_request-merged", _ -> {}).merge())
                .isEqualTo(new Merge(Instant.parse("2026-11-20T10:00:00Z"), new CommitSha("3".repeat(40))));
        // closed, not merged
        assertThat(change(
                                "pull_request",
                                "pull_request-merged",
                                payload -> state(payload).put("merged", false))
                        .merge())
                .isNull();
        assertThat(change(
                                "pull_request",
                                "pull_request-merged",
                                payload -> state(payload).putNull("merged_at").putNull("merge_commit_sha"))
                        .merge())
                .isEqualTo(new Merge(Instant.parse("2026-11-20T10:00:01Z"), null));
    }

    @Test
    void readsReviewsUnderTheirSeveralNames() {
        Instant now = SourcePayloads.RECEIVED_AT;
        for (String approved : new String[] {"pull_request_approved", "pull_request_review_approved"}) {
            assertThat(change(approved, "pull_request-approved", _ -> {}).reviews())
                    .isEqualTo(new Reviews(now, now));
        }
        for (String other : new String[] {
            "pull_request_rejected",
            "pull_request_comment",
            "pull_request_review_rejected",
            "pull_request_review_comment"
        }) {
            assertThat(change(other, "pull_request-approved", _ -> {}).reviews())
                    .isEqualTo(new Reviews(now, null));
        }
    }

    @Test
    void takesNobodysOwnReviewForOne() {
        assertThat(change(
                                "pull_request_comment",
                                "pull_request-approved",
                                payload -> payload.set("sender", state(payload).path("user")))
                        .reviews())
                .isEqualTo(Reviews.NONE);
    }

    @Test
    void saysWhyItCannotFollowTheChangesOfGogs() {
        assertThat(payloads.normalize("pull_request", "pull_request-gogs", _ -> {}))
                .isInstanceOfSatisfying(
                        Ignored.class, ignored -> assertThat(ignored.reason()).startsWith("Gogs"));
    }

    private Change change(String event, String file, Consumer<ObjectNode> change) {
        return fact(Change.class, payloads.normalize(event, file, change));
    }

    private static ObjectNode state(ObjectNode payload) {
        return (ObjectNode) payload.path("pull_request");
    }
}
