package dev.throughline.collector.source.azuredevops;

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

class AzureDevOpsChangeTest {

    private final SourcePayloads payloads = AzureDevOpsSourceTest.payloads();

    @Test
    void readsAPullRequestThatIsOpened() {
        Change change = change("pullrequest-created", _ -> {});

        assertThat(change.entry().externalId()).isEqualTo("12");
        assertThat(change.entry().number()).isEqualTo(12);
        assertThat(change.entry().url()).isEqualTo("https://dev.azure.com/Acme/Shop/_git/api/pullrequest/12");
        assertThat(change.entry().labels()).containsExactly("hotfix");
        assertThat(change.opening().at()).isEqualTo(Instant.parse("2026-11-20T09:05:00.589889Z"));
        assertThat(change.opening().by().name()).isEqualTo("ann@example.org");
        assertThat(change.branch())
                .isEqualTo(
                        new Branch(change.repository().externalId(), "pears", new CommitSha("2".repeat(40)), "main"));
        assertThat(change.claims().revertsChanges()).containsExactly("#11");
        assertThat(change.reviews()).isEqualTo(Reviews.NONE);
        assertThat(change.merge()).isNull();
        assertThat(change.statement())
                .isEqualTo(
                        new Statement(Instant.parse("2026-11-20T09:05:01Z"), "03c164c2-8912-4d5e-8009-3707d5f83734"));
    }

    @Test
    void takesAMergeForOneWhenTheRequestIsCompleted() {
        assertThat(change("pullrequest-merged", _ -> {}).merge())
                .isEqualTo(new Merge(Instant.parse("2026-11-20T10:00:00.3660573Z"), new CommitSha("3".repeat(40))));
        for (String status : new String[] {"active", "abandoned"}) {
            assertThat(change("pullrequest-merged", payload -> resource(payload).put("status", status))
                            .merge())
                    .as(status)
                    .isNull();
        }
        assertThat(change("pullrequest-merged", payload -> payload.put("eventType", "git.pullrequest.updated"))
                        .merge())
                .isNotNull();
    }

    @Test
    void readsVotesAsReviews() {
        Instant at = Instant.parse("2026-11-20T10:00:02Z");
        assertThat(change("pullrequest-merged", _ -> {}).reviews()).isEqualTo(new Reviews(at, at));
        assertThat(change("pullrequest-merged", payload -> vote(payload, "8", -10))
                        .reviews())
                .isEqualTo(new Reviews(at, null));
        // nobody's own
        assertThat(change("pullrequest-merged", payload -> vote(payload, "7", 10))
                        .reviews())
                .isEqualTo(Reviews.NONE);
    }

    @Test
    void knowsABranchOfAFork() {
        assertThat(change(
                                "pullrequest-created",
                                payload -> resource(payload)
                                        .putObject("forkSource")
                                        .putObject("repository")
                                        .put("id", "f0"))
                        .branch()
                        .repository())
                .isEqualTo("f0");
    }

    @Test
    void waitsUntilTheBranchIsTold() {
        assertThat(payloads.normalize(
                        "", "pullrequest-created", payload -> resource(payload).remove("lastMergeSourceCommit")))
                .isInstanceOf(Ignored.class);
    }

    private Change change(String file, Consumer<ObjectNode> change) {
        return fact(Change.class, payloads.normalize("", file, change));
    }

    private static ObjectNode resource(ObjectNode payload) {
        return (ObjectNode) payload.path("resource");
    }

    private static void vote(ObjectNode payload, String reviewer, int vote) {
        ((ObjectNode) payload.at("/resource/reviewers/0")).put("id", reviewer).put("vote", vote);
    }
}
