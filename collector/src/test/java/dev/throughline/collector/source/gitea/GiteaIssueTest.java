package dev.throughline.collector.source.gitea;

import static dev.throughline.collector.source.SourcePayloads.all;
import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GiteaIssueTest {

    private final SourcePayloads payloads = GiteaSourceTest.payloads();

    @Test
    void readsAnIncident() {
        Incident incident = incident(_ -> {});

        assertThat(incident.entry().externalId()).isEqualTo("47");
        assertThat(incident.entry().number()).isEqualTo(5);
        assertThat(incident.entry().url()).isEqualTo("https://git.example.org/acme/shop/issues/5");
        assertThat(incident.kind()).isEqualTo(Kind.INCIDENT);
        assertThat(incident.isDeleted()).isFalse();
        assertThat(incident.openedAt()).isEqualTo(Instant.parse("2026-11-20T11:00:00Z"));
        assertThat(incident.resolvedAt()).isNull();
        assertThat(incident.causes().named()).extracting(Cause::word).containsExactly("#12");
        assertThat(incident.statement().at()).isEqualTo(Instant.parse("2026-11-20T11:05:00Z"));
    }

    @Test
    void isNoIncidentWithoutTheLabel() {
        assertThat(incident(payload -> issue(payload).putArray("labels")).kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(incident(payload -> issue(payload).putNull("labels")).kind()).isEqualTo(Kind.ISSUE);
    }

    @Test
    void isResolvedWhenItIsClosed() {
        assertThat(incident(payload -> issue(payload).put("state", "closed").put("closed_at", "2026-11-20T12:00:00Z"))
                        .resolvedAt())
                .isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
        // as older versions tell it
        assertThat(incident(payload -> {
                    payload.put("action", "closed");
                    issue(payload).put("state", "closed").put("updated_at", "2026-11-20T12:01:00Z");
                    issue(payload).remove("closed_at");
                    issue(payload).remove("html_url");
                }))
                .satisfies(incident -> {
                    assertThat(incident.resolvedAt()).isEqualTo(Instant.parse("2026-11-20T12:01:00Z"));
                    assertThat(incident.entry().url()).isEqualTo("https://git.example.org/acme/shop/issues/5");
                });
        assertThat(incident(payload -> issue(payload).put("closed_at", "2026-11-20T12:00:00Z"))
                        .resolvedAt())
                .isNull();
    }

    @Test
    void keepsTheTimeOfTheEndThatOlderVersionsTell() {
        assertThat(payloads.normalize("issues", "issues-opened", payload -> {
                    payload.put("action", "label_updated");
                    issue(payload).put("state", "closed").remove("closed_at");
                }))
                .isEqualTo(new Ignored("the issue was closed before: nothing says since when"));
        assertThat(incident(payload -> {
                            payload.put("action", "deleted");
                            issue(payload).put("state", "closed").remove("closed_at");
                        })
                        .isDeleted())
                .isTrue();
    }

    @Test
    void isGoneWhenItIsDeleted() {
        assertThat(incident(payload -> payload.put("action", "deleted")).isDeleted())
                .isTrue();
    }

    @Test
    void readsCausesInComments() {
        IncidentComment comment =
                fact(IncidentComment.class, payloads.normalize("issue_comment", "issue_comment-created", _ -> {}));

        assertThat(comment.incident()).isEqualTo("47");
        assertThat(comment.externalId()).isEqualTo("90");
        assertThat(comment.causes()).extracting(Cause::word).containsExactly("2222222a");
        assertThat(comment.isDeleted()).isFalse();
    }

    @Test
    void passesOverCommentsThatDeclareNothing() {
        assertThat(comments(payload -> comment(payload).put("body", "Looking into it")))
                .isEmpty();
        assertThat(comments(payload -> payload.put("is_pull", true))).isEmpty();
        assertThat(comments(payload -> issue(payload).putObject("pull_request").put("merged", false)))
                .isEmpty();
        assertThat(comments(payload -> {
                    payload.put("action", "edited");
                    comment(payload).put("body", "Never mind");
                }))
                .hasSize(1);
        assertThat(fact(
                                IncidentComment.class,
                                payloads.normalize(
                                        "issue_comment",
                                        "issue_comment-created",
                                        payload -> payload.put("action", "deleted")))
                        .isDeleted())
                .isTrue();
    }

    private List<IncidentComment> comments(Consumer<ObjectNode> change) {
        return all(IncidentComment.class, payloads.normalize("issue_comment", "issue_comment-created", change));
    }

    private Incident incident(Consumer<ObjectNode> change) {
        return fact(Incident.class, payloads.normalize("issues", "issues-opened", change));
    }

    private static ObjectNode issue(ObjectNode payload) {
        return (ObjectNode) payload.path("issue");
    }

    private static ObjectNode comment(ObjectNode payload) {
        return (ObjectNode) payload.path("comment");
    }
}
