package dev.throughline.collector.source.cloudbuild;

import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.report.BadBody;
import dev.throughline.collector.report.EndedDeployment;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Tier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns builds into deployments; the only place that does. A build is posted at every step; its result is in the last one. */
final class CloudBuildDeployments {

    private static final String PRODUCTION = "production";

    /** Names for environments in the names of triggers. */
    private static final Pattern ENVIRONMENT = Pattern.compile(
            "(?<![a-z])(?:(?:(?:pre|non)[-_ ]?)?prod(?:uction)?|prd|staging|stage|stg|qa|uat|test|testing|dev|development)(?![a-z])",
            Pattern.CASE_INSENSITIVE);

    private final PayloadJson json = PayloadJson.camelCase();
    private final CloudBuildProperties properties;

    CloudBuildDeployments(CloudBuildProperties properties) {
        this.properties = properties;
    }

    /** @throws UnreadablePayload when the body does not have the shape that Google documents */
    Normalization read(Delivery delivery) {
        String body = new String(delivery.body(), StandardCharsets.UTF_8);
        Payload.Message message = json.read(body, Payload.Push.class).message();
        Instant toldAt =
                message == null || message.publishTime() == null ? delivery.receivedAt() : message.publishTime();
        Payload.Build build = message == null ? json.read(body, Payload.Build.class) : build(message);
        try {
            return deployment(build, toldAt, delivery);
        } catch (UnreadablePayload e) {
            throw message == null ? e : UnreadablePayload.at("message.data." + e.field(), e.detail());
        }
    }

    private Payload.Build build(Payload.Message message) {
        String data = Field.of(message.data(), "message.data");
        try {
            return json.read(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8), Payload.Build.class);
        } catch (IllegalArgumentException _) {
            throw UnreadablePayload.at("message.data", "is not base 64");
        } catch (UnreadablePayload e) {
            throw UnreadablePayload.at(
                    e.field().equals("$") ? "message.data" : "message.data." + e.field(), e.detail());
        }
    }

    private Normalization deployment(Payload.Build build, Instant toldAt, Delivery delivery) {
        String id = Field.of(build.id(), "id");
        String status = Field.of(build.status(), "status");
        List<String> trigger = Stream.of(build.substitution("TRIGGER_NAME"), build.buildTriggerId())
                .filter(Objects::nonNull)
                .toList();
        if (!properties.isDeployment(trigger)) {
            return new Ignored(
                    trigger.isEmpty()
                            ? "no trigger made this build: it deploys nothing"
                            : "the trigger '%s' deploys nothing, as throughline.cloud-build.deployments says"
                                    .formatted(trigger.getFirst()));
        }
        Optional<State> outcome = outcome(status);
        if (outcome.isEmpty()) {
            return new Ignored("a build that is '" + status + "' deployed nothing yet");
        }
        Optional<CommitSha> sha = sha(build);
        if (sha.isEmpty()) {
            return new Ignored("the build names no commit");
        }
        Optional<CloudBuildProperties.Trigger> configured = properties.trigger(trigger);
        String repository = Stream.of(build.substitution("REPO_FULL_NAME"), build.substitution("REPO_NAME"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String service = configured.map(CloudBuildProperties.Trigger::service).orElse(repository);
        if (service == null) {
            return new Ignored("the build names no repository, and throughline.cloud-build.triggers no service");
        }
        Instant finishedAt = Objects.requireNonNullElse(build.finishTime(), toldAt);
        EndedDeployment ended = new EndedDeployment(
                service,
                id,
                configured
                        .map(CloudBuildProperties.Trigger::environment)
                        .orElseGet(() -> environment(trigger.getFirst())),
                sha.get(),
                outcome.get(),
                build.startTime(),
                finishedAt,
                ref(build),
                service.equals(repository) ? null : repository,
                Addresses.page(build.logUrl()));
        try {
            return new Facts(ended.by(CloudBuildSource.NAME).facts(delivery.key(), finishedAt));
        } catch (BadBody e) {
            BadBody.Error first = e.errors().getFirst();
            throw UnreadablePayload.at(
                    "$", "gives no deployment: its %s should be %s".formatted(first.parameter(), first.expected()));
        }
    }

    /** The one named in the name of a trigger, unless that also mentions production. */
    private static String environment(String trigger) {
        List<String> named =
                ENVIRONMENT.matcher(trigger).results().map(MatchResult::group).toList();
        return named.isEmpty() || named.stream().anyMatch(name -> Tier.of(name, null) == Tier.PRODUCTION)
                ? PRODUCTION
                : named.getFirst();
    }

    private static Optional<State> outcome(String status) {
        return switch (status) {
            case "SUCCESS" -> Optional.of(State.SUCCESS);
            case "FAILURE", "INTERNAL_ERROR", "TIMEOUT" -> Optional.of(State.FAILURE);
            // an expired build waited too long and never ran
            case "CANCELLED", "EXPIRED" -> Optional.of(State.CANCELLED);
            default -> Optional.empty();
        };
    }

    private static @Nullable String ref(Payload.Build build) {
        String branch = build.substitution("BRANCH_NAME");
        return branch != null ? branch : build.substitution("TAG_NAME");
    }

    /** Only a build of a trigger has its commit among its substitutions; for others, the provenance may have it. */
    private static Optional<CommitSha> sha(Payload.Build build) {
        Payload.Provenance provenance = build.sourceProvenance();
        return Stream.of(
                        build.substitution("COMMIT_SHA"),
                        build.substitution("REVISION_ID"),
                        provenance == null || provenance.resolvedRepoSource() == null
                                ? null
                                : provenance.resolvedRepoSource().commitSha(),
                        provenance == null || provenance.resolvedGitSource() == null
                                ? null
                                : provenance.resolvedGitSource().revision())
                .filter(Objects::nonNull)
                .flatMap(text -> CommitSha.find(text).stream())
                .findFirst();
    }
}
