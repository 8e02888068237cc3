package dev.throughline.collector.source.github;

import static dev.throughline.collector.source.github.Payloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GitHubIssueTest {

    private final GitHubSource source = new GitHubSource(Payloads.properties(), Catalog.EMPTY);

    @Test
    void readsAnIssue() {
        Incident issue = issue("issues-labeled", state -> {});

        assertThat(issue.repository()).isEqualTo(new RepositoryId("github", "github.com", "186853002"));
        assertThat(issue.entry().externalId()).isEqualTo("444500041");
        assertThat(issue.entry().number()).isEqualTo(1);
        assertThat(issue.entry().labels()).containsExactly("bug");
        assertThat(issue.kind()).isEqualTo(Kind.ISSUE);
        assertThat(issue.isDeleted()).isFalse();
        assertThat(issue.resolvedAt()).isNull();
        assertThat(issue.causes().named()).extracting(Cause::word).isEmpty();
        assertThat(issue.entry().url()).isEqualTo("https://github.com/Codertocat/Hello-World/issues/1");
        assertThat(issue.statement().by()).isEqualTo("d1");
    }

    @Test
    void knowsAnIncidentByItsPresentLabels() {
        assertThat(issue(
                                "issues-labeled",
                                state -> state.putArray("labels").addObject().put("name", "INCIDENT"))
                        .kind())
                .isEqualTo(Kind.INCIDENT);
        assertThat(issue(
                                "issues-labeled",
                                state -> state.putArray("labels").addObject().put("name", "incidental"))
                        .kind())
                .isEqualTo(Kind.ISSUE);
    }

    @Test
    void knowsAnIncidentByItsType() {
        assertThat(issue("issues-labeled", state -> state.putObject("type").put("name", "Incident"))
                        .kind())
                .isEqualTo(Kind.INCIDENT);
        assertThat(issue("issues-labeled", state -> state.putObject("type").put("name", "Task"))
                        .kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(issue("issues-labeled", state -> state.putNull("type")).kind())
                .isEqualTo(Kind.ISSUE);
    }

    @Test
    void excludesWhatIsClosedAsNotPlannedOrAsADuplicate() {
        assertThat(closed("not_planned", "closed").kind()).isEqualTo(Kind.NOT_PLANNED);
        assertThat(closed("duplicate", "closed").kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(closed("completed", "closed").kind()).isEqualTo(Kind.INCIDENT);
        assertThat(closed("reopened", "open").kind()).isEqualTo(Kind.INCIDENT);
        assertThat(issue("issues-labeled", state -> state.put("state", "closed").put("state_reason", "not_planned"))
                        .kind())
                .as("what never was called an incident")
                .isEqualTo(Kind.ISSUE);
    }

    private Incident closed(String reason, String state) {
        return issue("issues-labeled", issue -> {
            issue.put("state", state).put("state_reason", reason);
            issue.putArray("labels").addObject().put("name", "incident");
        });
    }

    @Test
    void readsWhenItWasResolved() {
        Incident closed = issue(
                "issues-labeled",
                state -> state.put("state", "closed")
                        .put("created_at", "2020-12-31T23:00:00Z")
                        .put("updated_at", "2021-01-01T01:00:00Z")
                        .put("closed_at", "2021-01-01T00:59:00Z"));
        assertThat(closed.openedAt()).isEqualTo("2020-12-31T23:00:00Z");
        assertThat(closed.resolvedAt()).isEqualTo("2021-01-01T00:59:00Z");
        assertThat(closed.statement()).isEqualTo(new Statement(Instant.parse("2021-01-01T01:00:00Z"), "d1"));

        assertThat(issue("issues-labeled", state -> state.put("state", "open").putNull("closed_at"))
                        .resolvedAt())
                .isNull();
    }

    @Test
    void readsDeclaredCauses() {
        Incident issue = issue("issues-labeled", state -> state.put("body", """
                Root Cause: 66ADC93 and root-cause : abcdef1234567890abcdef1234567890abcdef12
                rootcause:1234567 root cause: xyz
                Caused-by: #12, PR #13, 4242
                caused-by: 0c5dbe66-5a71-5cd2-8f56-4c0d1a2b3c4d.
                Caused-by:
                """));
        assertThat(issue.causes().named())
                .extracting(Cause::word)
                .containsExactly(
                        "66adc93",
                        "abcdef1234567890abcdef1234567890abcdef12",
                        "1234567",
                        "#12",
                        "#13",
                        "4242",
                        "0c5dbe66-5a71-5cd2-8f56-4c0d1a2b3c4d");
    }

    @Test
    void readsCausesThatTheTitleDeclares() {
        assertThat(issue(
                                "issues-labeled",
                                state -> state.put("title", "No checkout. Caused by: #12")
                                        .put("body", "Root cause: 66adc93"))
                        .causes()
                        .named())
                .extracting(Cause::word)
                .containsExactly("#12", "66adc93");
    }

    @Test
    void readsCausesThatACommentDeclares() {
        assertThat(comments(payload -> payload.withObject("/comment").put("body", "Found it.\n\n**Caused by:** #12")))
                .containsExactly(new IncidentComment(
                        new RepositoryId("github", "github.com", "186853002"),
                        "444500041",
                        "492700400",
                        List.of(new Cause("#12")),
                        false,
                        new Statement(Instant.parse("2019-05-15T15:20:21Z"), "d1")));
    }

    @Test
    void readsWhatBecameOfAComment() {
        assertThat(comments(payload -> payload.put("action", "edited")
                        .withObject("/comment")
                        .put("updated_at", "2019-05-15T15:30:00Z")))
                .singleElement()
                .satisfies(comment -> {
                    assertThat(comment.causes()).isEmpty();
                    assertThat(comment.isDeleted()).isFalse();
                    assertThat(comment.statement().at()).isEqualTo("2019-05-15T15:30:00Z");
                });
        assertThat(comments(payload -> payload.put("action", "deleted")))
                .singleElement()
                .satisfies(comment -> assertThat(comment.isDeleted()).isTrue());
    }

    @Test
    void readsNoCommentsThatDeclareNothingOrAreOnAChange() {
        assertThat(comments(payload -> {})).isEmpty();
        assertThat(comments(payload -> {
                    payload.withObject("/comment").put("body", "Caused by: #12");
                    payload.withObject("/issue/pull_request").put("url", "https://api.github.com/repos/a/b/pulls/1");
                }))
                .isEmpty();
    }

    private List<IncidentComment> comments(Consumer<ObjectNode> change) {
        return Payloads.facts(Payloads.normalize(source, "issue_comment-created", change)).stream()
                .filter(IncidentComment.class::isInstance)
                .map(IncidentComment.class::cast)
                .toList();
    }

    @Test
    void knowsWhatIsGone() {
        assertThat(issue("issues-deleted", state -> {}).isDeleted()).isTrue();
        assertThat(issue("issues-transferred", state -> {}).isDeleted()).isTrue();
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        Normalization normalization = Payloads.normalize(
                source,
                "issues-labeled",
                payload -> payload.withObject("/issue").put("number", "x"));
        assertThat(normalization)
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("issue.number"));
    }

    private Incident issue(String name, Consumer<ObjectNode> change) {
        return fact(
                Incident.class,
                Payloads.normalize(source, name, payload -> change.accept(payload.withObject("/issue"))));
    }
}
