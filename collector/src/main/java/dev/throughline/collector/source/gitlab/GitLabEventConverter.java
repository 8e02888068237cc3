package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryName;
import java.util.Objects;
import java.util.stream.Stream;

/** Turns GitLab's events into facts; the only place that does. How each field is read: definitions 1.4, 1.5 and 1.10. */
final class GitLabEventConverter {

    private final PayloadJson json = PayloadJson.snakeCase();
    private final GitLabDeployments deployments;
    private final Pushes pushes;
    private final Issues issues;
    private final GitLabHistoryConverter history;

    GitLabEventConverter(GitLabProperties properties, GitLabDeployments deployments) {
        this.deployments = deployments;
        this.pushes = new Pushes(deployments);
        this.issues = new Issues(properties.incidentLabels());
        this.history = new GitLabHistoryConverter(json, deployments, issues);
    }

    /**
     * The body says what happened: every event of a whole instance has the same header. Only data from the API is identified by its event.
     *
     * @param event the header
     * @throws UnreadablePayload when the body does not have the shape that GitLab documents
     */
    Normalization convert(String event, String body, Origin origin) {
        if (event.startsWith(Told.PREFIX)) {
            return history.convert(event.substring(Told.PREFIX.length()), body, origin);
        }
        Payload.Kind payload = json.read(body, Payload.Kind.class);
        String kind = payload.objectKind() == null ? payload.eventName() : payload.objectKind();
        if (kind == null && event.endsWith(" Hook")) {
            throw UnreadablePayload.at("object_kind", "is missing");
        }
        return switch (Objects.requireNonNullElse(kind, event)) {
            case "project_create", "project_update", "project_rename", "project_transfer" ->
                naming(json.read(body, Payload.Naming.class), origin);
            case "push", "tag_push" -> new Facts(pushes.told(json.read(body, Payload.Push.class), origin));
            case "merge_request" -> MergeRequests.told(json.read(body, Payload.MergeRequest.class), origin);
            case "issue", "work_item" -> issues.told(json.read(body, Payload.Issue.class), origin);
            case "note" -> note(json.read(body, Payload.Note.class), origin);
            case "deployment" -> deployments.changed(json.read(body, Payload.Deployment.class), origin);
            case "pipeline" -> deployments.ran(json.read(body, Payload.Pipeline.class), origin);
            case "build" -> deployments.worked(json.read(body, Payload.Job.class), origin);
            case "release" -> deployments.released(json.read(body, Payload.Release.class), origin);
            case "feature_flag" -> new Ignored("feature flags are not measured");
            case "" -> new Ignored("neither a header nor the body says what happened");
            case String other -> new Ignored("nothing is measured from the event '" + other + "'");
        };
    }

    private static Normalization naming(Payload.Naming payload, Origin origin) {
        if (Repositories.host(payload, origin).isEmpty()) {
            return new Ignored("nothing says which GitLab the project belongs to");
        }
        RepositoryName name = Repositories.name(payload, origin, payload.createdAt(), payload.updatedAt());
        return new Facts(Stream.concat(
                        Stream.ofNullable(payload.oldPathWithNamespace())
                                .filter(former -> !former.isBlank())
                                .<Fact>map(former -> name.former(former.strip())),
                        Stream.of(name))
                .toList());
    }

    private static Normalization note(Payload.Note payload, Origin origin) {
        Payload.NoteState note = Field.of(payload.objectAttributes(), "object_attributes");
        if (Boolean.TRUE.equals(note.system())) {
            return new Ignored("GitLab's own notes say nothing");
        }
        return switch (Objects.requireNonNullElse(note.noteableType(), "")) {
            case "Issue", "WorkItem" -> Issues.commented(payload, note, origin);
            case "MergeRequest" -> MergeRequests.reviewed(payload, note, origin);
            case String other -> new Ignored("nothing is measured from a note on '" + other + "'");
        };
    }
}
