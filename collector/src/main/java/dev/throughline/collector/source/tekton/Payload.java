package dev.throughline.collector.source.tekton;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The parts of Tekton's events that we read. Anything may be absent. */
record Payload(@Nullable Run pipelineRun) {

    record Run(
            @Nullable Metadata metadata,
            @Nullable Spec spec,
            @Nullable Status status) {}

    record Metadata(
            @Nullable String name,
            @Nullable String uid,
            @Nullable Map<String, @Nullable String> labels) {

        @Nullable
        String label(String name) {
            return labels == null ? null : labels.get(name);
        }
    }

    record Spec(@Nullable Reference pipelineRef, @Nullable List<@Nullable Named> params) {}

    record Reference(@Nullable String name) {}

    record Status(
            @Nullable Instant startTime,
            @Nullable Instant completionTime,
            @Nullable List<@Nullable Condition> conditions,
            @Nullable List<@Nullable Named> pipelineResults,
            @Nullable List<@Nullable Named> results) {}

    record Condition(@Nullable String type, @Nullable String reason) {

        /** Whether it says that somebody ended the run, which versions have named differently. */
        boolean isCancelled() {
            return "Succeeded".equals(type)
                    && reason != null
                    && (reason.contains("Cancelled") || reason.startsWith("Stopped"));
        }
    }

    /** @param value a text, a list or an object */
    record Named(@Nullable String name, @Nullable JsonNode value) {}

    /** The values of the parameters, then of the results, of a run with this name. */
    static Stream<String> texts(Run run, String name) {
        Spec spec = run.spec();
        Status status = run.status();
        return Stream.of(
                        spec == null ? null : spec.params(),
                        status == null ? null : status.pipelineResults(),
                        status == null ? null : status.results())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .filter(named -> name.equals(named.name()))
                .map(Named::value)
                .filter(value -> value != null && value.isString())
                .map(JsonNode::stringValue)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
