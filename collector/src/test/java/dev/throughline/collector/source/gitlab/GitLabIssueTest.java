package dev.throughline.collector.source.gitlab;

import static dev.throughline.collector.source.gitlab.Payloads.attributes;
import static dev.throughline.collector.source.gitlab.Payloads.fact;
import static dev.throughline.collector.source.gitlab.Payloads.facts;
import static dev.throughline.collector.source.gitlab.Payloads.normalize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Causes;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GitLabIssueTest {

    private static final Instant OPENED = Instant.parse("2026-08-02T12:00:00Z");
    private static final Instant CLOSED = Instant.parse("2026-08-02T13:00:00.123Z");

    private static final Consumer<ObjectNode> CLOSE = payload -> attributes(payload)
            .put("state", "closed")
            .put("closed_at", CLOSED.toString())
            .put("updated_at", "2026-08-02T13:00:00.500Z");

    @Test
    void readsAnIncident() {
        for (String kind : List.of("issue", "work_item")) {
            Incident incident = incident(payload -> payload.put("object_kind", kind));

            assertThat(incident.entry().repository()).isEqualTo(Payloads.PAYMENTS);
            assertThat(incident.entry().externalId()).isEqualTo("191205280");
            assertThat(incident.entry().number()).isEqualTo(6);
            assertThat(incident.entry().url()).isEqualTo("https://git.example.com/acme/shop/payments/-/issues/6");
            assertThat(incident.kind()).isEqualTo(Kind.INCIDENT);
            assertThat(incident.openedAt()).isEqualTo(OPENED);
            assertThat(incident.resolvedAt()).isNull();
            assertThat(incident.causes()).isEqualTo(Causes.declared(List.of(new Cause("c1".repeat(20)))));
            assertThat(incident.statement()).isEqualTo(new Statement(OPENED, "d1"));
        }
    }

    @Test
    void isResolvedWhileItIsClosedWhateverItsEscalationIs() {
        assertThat(incident(CLOSE).resolvedAt()).isEqualTo(CLOSED);
        assertThat(incident(CLOSE.andThen(payload -> attributes(payload).put("state", "opened")))
                        .resolvedAt())
                .isNull();
        assertThat(incident(payload -> attributes(payload).put("escalation_status", "resolved"))
                        .resolvedAt())
                .isNull();
        assertThat(incident(CLOSE.andThen(payload -> attributes(payload).putNull("closed_at")))
                        .resolvedAt())
                .isEqualTo(Instant.parse("2026-08-02T13:00:00.500Z"));
    }

    @Test
    void isToldByItsTypeOrALabel() {
        assertThat(incident(payload -> attributes(payload).put("type", "Issue")).kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(incident(payload -> {
                            attributes(payload).put("type", "Issue");
                            attributes(payload).putArray("labels").addObject().put("title", "Sev1");
                        })
                        .kind())
                .isEqualTo(Kind.INCIDENT);
    }

    @Test
    void isNoneWhereItGoesOnElsewhere() {
        assertThat(incident(CLOSE.andThen(payload -> attributes(payload).put("moved_to_id", 5)))
                        .kind())
                .isEqualTo(Kind.MOVED);
        assertThat(incident(CLOSE.andThen(payload -> attributes(payload).put("promoted_to_epic_id", 5)))
                        .kind())
                .isEqualTo(Kind.PROMOTED);
        assertThat(incident(CLOSE.andThen(payload -> attributes(payload).put("duplicated_to_id", 5)))
                        .kind())
                .isEqualTo(Kind.DUPLICATE);
        assertThat(incident(payload ->
                                attributes(payload).put("duplicated_to_id", 5).put("moved_to_id", 5))
                        .kind())
                .as("opened again")
                .isEqualTo(Kind.INCIDENT);
        assertThat(normalize("issue", payload -> payload.remove("project"))).isInstanceOf(Ignored.class);
    }

    @Test
    void readsCausesInComments() {
        IncidentComment comment = fact(IncidentComment.class, normalize("note-issue", payload -> {}));

        assertThat(comment.repository()).isEqualTo(Payloads.PAYMENTS);
        assertThat(comment.incident()).isEqualTo("191205280");
        assertThat(comment.externalId()).isEqualTo("1241");
        assertThat(comment.causes()).extracting(Cause::word).containsExactly("!7");
        assertThat(comment.isDeleted()).isFalse();
        assertThat(fact(
                                IncidentComment.class,
                                normalize(
                                        "note-issue",
                                        payload -> attributes(payload).put("action", "delete")))
                        .isDeleted())
                .isTrue();
    }

    @Test
    void needsNoCommentThatNeverDeclaredAnything() {
        assertThat(facts(normalize("note-issue", payload -> attributes(payload).put("note", "Hello"))))
                .hasOnlyElementsOfType(RepositoryName.class);
        assertThat(fact(
                                IncidentComment.class,
                                normalize(
                                        "note-issue",
                                        payload -> attributes(payload)
                                                .put("note", "Hello")
                                                .put("action", "update")))
                        .causes())
                .isEmpty();
        assertThat(normalize("note-issue", payload -> attributes(payload).put("system", true)))
                .isInstanceOf(Ignored.class);
        assertThat(normalize("note-issue", payload -> attributes(payload).put("noteable_type", "Snippet")))
                .isInstanceOf(Ignored.class);
    }

    private static Incident incident(Consumer<ObjectNode> change) {
        return fact(Incident.class, normalize("issue", change));
    }
}
