package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.cdevents.CDEventsProperties.Pipeline;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.Deployment.Details;
import dev.throughline.engine.fact.Deployment.Request;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Revision;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Services that were deployed. A service is independent: its name or the commit says which repository it is built from. */
final class Deployments {

    private final CDEventsProperties properties;

    Deployments(CDEventsProperties properties) {
        this.properties = properties;
    }

    Normalization deployed(Payload.Service event, Origin origin, boolean isRollback) {
        Payload.ServiceContent content = CDEventsConverter.content(event.subject());
        String environment = Text.required(
                Field.of(content.environment(), "subject.content.environment").id(), "subject.content.environment.id");
        Optional<String> artifact = Text.optional(content.artifactId());
        PackageUrl url = PackageUrl.of(artifact.orElse(""));
        CommitSha sha = commit(event.customData()).or(url::commit).orElse(null);
        if (sha == null && artifact.isEmpty()) {
            throw UnreadablePayload.at("subject.content.artifactId", "is missing");
        }
        String version = url.version().isEmpty() ? url.name() : url.version();
        return facts(
                CDEventsConverter.id(event.subject()),
                origin.key(),
                // a deployment without a known commit still counts, except for lead times
                sha == null ? Revision.ofTag(version) : Revision.of(sha, ref(version)),
                environment,
                new Request(origin.at(), isRollback, null),
                new Details(
                        artifact.filter(_ -> url.isExact()).orElse(null),
                        url.digest().orElse(null),
                        repository(event.customData()).or(url::repository).orElse(null),
                        null),
                State.SUCCESS,
                origin);
    }

    Normalization ran(Payload.PipelineRun event, Origin origin) {
        Payload.PipelineRunContent content = CDEventsConverter.content(event.subject());
        String name = Text.optional(content.pipelineName()).orElse("");
        Pipeline pipeline = properties.pipeline(name).orElse(null);
        if (pipeline == null) {
            return new Ignored("no configuration says that the pipeline '%s' deploys".formatted(name));
        }
        CommitSha sha = commit(event.customData()).orElse(null);
        if (sha == null) {
            return new Ignored("it does not say which commit ran: set customData.commit");
        }
        String subject = CDEventsConverter.id(event.subject());
        return facts(
                Objects.requireNonNullElse(pipeline.service(), name),
                Text.optional(event.subject() == null ? null : event.subject().source())
                                .orElse(origin.source())
                        + "#" + subject,
                Revision.of(sha, null),
                pipeline.environment(),
                new Request(origin.at(), Addresses.page(content.page())),
                new Details(null, null, repository(event.customData()).orElse(null), null),
                outcome(content.outcome()),
                origin);
    }

    private static State outcome(@Nullable String word) {
        return switch (Field.of(word, "subject.content.outcome").toLowerCase(Locale.ROOT)) {
            case "success" -> State.SUCCESS;
            case "failure", "error" -> State.FAILURE;
            case "cancel", "cancelled", "canceled" -> State.CANCELLED;
            default ->
                throw UnreadablePayload.at("subject.content.outcome", "is not one of success, failure, cancel, error");
        };
    }

    private static Facts facts(
            String service,
            String id,
            Revision revision,
            String environment,
            Request request,
            Details details,
            State state,
            Origin origin) {
        DeploymentKey key =
                new DeploymentKey(new RepositoryId(CDEventsSource.NAME, service.toLowerCase(Locale.ROOT)), id);
        return new Facts(List.of(
                new RepositoryName(key.repository(), service, origin.at()),
                new Deployment(key, revision, Environment.named(environment), request, details, origin.statement()),
                new DeploymentStatus(key, state + "@" + origin.at(), state, origin.at())));
    }

    /** What to show next to the commit: not the commit again. */
    private static @Nullable String ref(String version) {
        return version.isEmpty() || PackageUrl.hash(version).isPresent() ? null : version;
    }

    /** A commit that somebody added to an event: only a full hash, because anything else is unreliable. */
    private static Optional<CommitSha> commit(@Nullable JsonNode customData) {
        return Text.custom(customData, "commit").flatMap(PackageUrl::hash);
    }

    private static Optional<String> repository(@Nullable JsonNode customData) {
        return Text.custom(customData, "repository");
    }
}
