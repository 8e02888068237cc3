package dev.throughline.collector.source.tekton;

import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.Times;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.report.BadBody;
import dev.throughline.collector.report.EndedDeployment;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentStatus.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns pipeline runs into deployments; the only place that does. The last event of a run has everything that the earlier ones had. */
final class TektonDeployments {

    private static final Pattern TYPE = Pattern.compile("dev\\.tekton\\.event\\.([a-z]+)\\.([a-z]+)\\.v\\d+");

    /** {@code https://github.com/acme/shop.git} and {@code git@github.com:acme/shop.git}. */
    private static final Pattern REPOSITORY = Pattern.compile("(?:[a-z+]+://[^/]+/|[^/@]+@[^/:]+:)(.+)");

    private static final String GIT = ".git";
    private static final String PRODUCTION = "production";

    private final PayloadJson json = PayloadJson.camelCase();
    private final TektonProperties properties;

    TektonDeployments(TektonProperties properties) {
        this.properties = properties;
    }

    /** @throws UnreadablePayload when the body does not have the shape that Tekton documents */
    Normalization read(Delivery delivery) {
        Matcher type = TYPE.matcher(delivery.event());
        if (!type.matches() || !type.group(1).equals("pipelinerun")) {
            return new Ignored("nothing is measured from the event '" + delivery.event() + "'");
        }
        Payload.Run run = Field.of(
                json.read(new String(delivery.body(), StandardCharsets.UTF_8), Payload.class)
                        .pipelineRun(),
                "pipelineRun");
        Payload.Metadata metadata = Field.of(run.metadata(), "pipelineRun.metadata");
        String uid = Field.of(metadata.uid(), "pipelineRun.metadata.uid");
        Optional<State> outcome = outcome(type.group(2), run);
        if (outcome.isEmpty()) {
            return new Ignored("a run that is '" + type.group(2) + "' deployed nothing yet");
        }
        String pipeline = pipeline(run, metadata);
        if (!properties.deployments().matcher(pipeline).find()) {
            return new Ignored(
                    "the pipeline '%s' deploys nothing, as throughline.tekton.deployments says".formatted(pipeline));
        }
        Optional<CommitSha> sha = texts(run, properties.commitParams())
                .flatMap(text -> CommitSha.find(text).stream())
                .findFirst();
        if (sha.isEmpty()) {
            return new Ignored(
                    "none of the parameters %s of the run is a full commit hash, see throughline.tekton.commit-params"
                            .formatted(String.join(", ", properties.commitParams())));
        }
        Optional<String> repository = texts(run, properties.repositoryParams())
                .map(REPOSITORY::matcher)
                .filter(Matcher::matches)
                .map(address -> repository(address.group(1)))
                .filter(name -> !name.isEmpty())
                .findFirst();
        String service = texts(run, properties.serviceParams())
                .findFirst()
                .or(() -> repository)
                .or(() -> Optional.ofNullable(metadata.label("app.kubernetes.io/name"))
                        .filter(name -> !name.isBlank()))
                .orElse(pipeline);
        Payload.Status status = run.status();
        Instant finishedAt =
                status != null && status.completionTime() != null ? status.completionTime() : toldAt(delivery);
        EndedDeployment ended = new EndedDeployment(
                service,
                uid,
                texts(run, properties.environmentParams()).findFirst().orElse(PRODUCTION),
                sha.get(),
                outcome.get(),
                status == null ? null : status.startTime(),
                finishedAt,
                null,
                repository.filter(name -> !name.equals(service)).orElse(null),
                null);
        try {
            return new Facts(ended.by(TektonSource.NAME).facts(delivery.key(), finishedAt));
        } catch (BadBody e) {
            BadBody.Error first = e.errors().getFirst();
            throw UnreadablePayload.at(
                    "pipelineRun",
                    "gives no deployment: its %s should be %s".formatted(first.parameter(), first.expected()));
        }
    }

    private static String repository(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String name = path.substring(0, end);
        return name.endsWith(GIT) ? name.substring(0, end - GIT.length()) : name;
    }

    /** For a pipeline without a name, the name of the run is used. */
    private static String pipeline(Payload.Run run, Payload.Metadata metadata) {
        Payload.Spec spec = run.spec();
        return Stream.of(
                        spec == null || spec.pipelineRef() == null
                                ? null
                                : spec.pipelineRef().name(),
                        metadata.label("tekton.dev/pipeline"),
                        metadata.name())
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElseThrow(() -> UnreadablePayload.at("pipelineRun.metadata.name", "is missing"));
    }

    private static Stream<String> texts(Payload.Run run, List<String> names) {
        return names.stream().flatMap(name -> Payload.texts(run, name));
    }

    /** A cancelled run has failed; the reason says so. */
    private static Optional<State> outcome(String word, Payload.Run run) {
        return switch (word) {
            case "successful" -> Optional.of(State.SUCCESS);
            case "failed" -> Optional.of(isCancelled(run) ? State.CANCELLED : State.FAILURE);
            default -> Optional.empty();
        };
    }

    private static boolean isCancelled(Payload.Run run) {
        Payload.Status status = run.status();
        return status != null
                && Objects.requireNonNullElse(status.conditions(), List.<Payload.@Nullable Condition>of()).stream()
                        .anyMatch(condition -> condition != null && condition.isCancelled());
    }

    private static Instant toldAt(Delivery delivery) {
        return delivery.headers().value(TektonSource.TIME).flatMap(Times::read).orElse(delivery.receivedAt());
    }
}
