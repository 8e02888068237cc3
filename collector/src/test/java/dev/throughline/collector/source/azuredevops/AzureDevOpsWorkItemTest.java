package dev.throughline.collector.source.azuredevops;

import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class AzureDevOpsWorkItemTest {

    private static final RepositoryId PROJECT =
            new RepositoryId("azure-devops", "dev.azure.com/acme", "be9b3917-87e6-42a4-a549-2bc06a7a878f");

    private final SourcePayloads payloads = AzureDevOpsSourceTest.payloads();

    @Test
    void readsAnIncidentOfTheProject() {
        Incident incident = created(_ -> {});

        assertThat(incident.repository()).isEqualTo(PROJECT);
        assertThat(incident.entry().externalId()).isEqualTo("5");
        assertThat(incident.entry().number()).isEqualTo(5);
        assertThat(incident.entry().url()).isEqualTo("https://dev.azure.com/Acme/Shop/_workitems/edit/5");
        assertThat(incident.entry().labels()).containsExactly("outage", "card", "shop\\checkout");
        assertThat(incident.kind()).isEqualTo(Kind.INCIDENT);
        assertThat(incident.openedAt()).isEqualTo(Instant.parse("2026-11-20T11:00:00.44Z"));
        assertThat(incident.resolvedAt()).isNull();
        assertThat(incident.causes().named()).extracting(Cause::word).containsExactly("2222222a");
        assertThat(incident.statement().at()).isEqualTo(Instant.parse("2026-11-20T11:05:00.12Z"));
        assertThat(fact(RepositoryName.class, payloads.normalize("", "workitem-created", _ -> {})))
                .isEqualTo(new RepositoryName(PROJECT, "Shop", Instant.parse("2026-11-20T11:05:01Z")));
    }

    @Test
    void ignoresOtherTypes() {
        assertThat(payloads.normalize(
                        "", "workitem-created", payload -> fields(payload).put("System.WorkItemType", "Task")))
                .isEqualTo(new Ignored("a work item of the type 'Task' is no incident"));
    }

    @Test
    void isOverInSomeStates() {
        assertThat(updated(_ -> {})).satisfies(incident -> {
            assertThat(incident.entry().externalId()).isEqualTo("5");
            assertThat(incident.resolvedAt()).isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
            assertThat(incident.statement().at()).isEqualTo(Instant.parse("2026-11-20T12:00:30Z"));
        });
        assertThat(updated(payload -> revised(payload).put("System.State", "Active"))
                        .resolvedAt())
                .isNull();
        assertThat(updated(payload -> revised(payload).remove("Microsoft.VSTS.Common.ClosedDate"))
                        .resolvedAt())
                .isEqualTo(Instant.parse("2026-11-20T12:00:30Z"));
        assertThat(updated(payload ->
                                revised(payload).put("Microsoft.VSTS.Common.ResolvedDate", "2026-11-20T11:50:00Z"))
                        .resolvedAt())
                .isEqualTo(Instant.parse("2026-11-20T11:50:00Z"));
    }

    @Test
    void isNoneThatIsRemovedOrTurnedIntoSomethingElse() {
        assertThat(updated(payload -> revised(payload).put("System.State", "Removed"))
                        .kind())
                .isEqualTo(Kind.NOT_PLANNED);
        assertThat(updated(payload -> {
                            revised(payload).put("System.WorkItemType", "Task");
                            payload.withObject("/resource/fields/System.WorkItemType")
                                    .put("oldValue", "Incident")
                                    .put("newValue", "Task");
                        })
                        .kind())
                .isEqualTo(Kind.ISSUE);
    }

    @Test
    void isNoneUntilItIsRestored() {
        Incident deleted = created(
                payload -> payload.put("eventType", "workitem.deleted").put("createdDate", "2026-11-20T13:00:00Z"));
        Incident restored = created(
                payload -> payload.put("eventType", "workitem.restored").put("createdDate", "2026-11-20T14:00:00Z"));

        assertThat(deleted.kind()).isEqualTo(Kind.ISSUE);
        assertThat(deleted.isDeleted()).as("for good").isFalse();
        assertThat(deleted.statement().at()).isEqualTo(Instant.parse("2026-11-20T13:00:00Z"));
        assertThat(restored.kind()).isEqualTo(Kind.INCIDENT);
        assertThat(restored.id()).isEqualTo(deleted.id());
        assertThat(restored.statement().at()).isEqualTo(Instant.parse("2026-11-20T14:00:00Z"));
    }

    @Test
    void readsCausesInComments() {
        IncidentComment comment = fact(IncidentComment.class, payloads.normalize("", "workitem-created", payload -> {
            payload.put("eventType", "workitem.commented");
            fields(payload).put("System.History", "<div>Caused by: Shop/api!12</div>");
        }));

        assertThat(comment.incident()).isEqualTo("5");
        assertThat(comment.externalId())
                .as("its number is none of the project")
                .isEqualTo("5@2026-11-20T11:05:00.120Z");
        assertThat(comment.causes()).extracting(Cause::word).containsExactly("dev.azure.com/acme/shop/api!12");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(payloads.normalize(
                        "", "workitem-created", payload -> fields(payload).remove("System.CreatedDate")))
                .isEqualTo(new Malformed("System.CreatedDate", "is missing"));
        assertThat(payloads.normalize("", "workitem-created", payload -> payload.remove("resourceContainers")))
                .isEqualTo(new Malformed("resourceContainers", "is missing"));
    }

    private Incident created(Consumer<ObjectNode> change) {
        return fact(Incident.class, payloads.normalize("", "workitem-created", change));
    }

    private Incident updated(Consumer<ObjectNode> change) {
        return fact(Incident.class, payloads.normalize("", "workitem-updated", change));
    }

    private static ObjectNode fields(ObjectNode payload) {
        return (ObjectNode) payload.at("/resource/fields");
    }

    private static ObjectNode revised(ObjectNode payload) {
        return (ObjectNode) payload.at("/resource/revision/fields");
    }
}
