package dev.throughline.collector.source.cloudbuild;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that we read of the bodies posted by a push subscription. Anything may be absent. */
sealed interface Payload {

    /** Around the build, unless the subscription unwraps it. */
    record Push(@Nullable Message message) implements Payload {}

    record Message(@Nullable String data, @Nullable Instant publishTime) implements Payload {}

    record Build(
            @Nullable String id,
            @Nullable String status,
            @Nullable Instant startTime,
            @Nullable Instant finishTime,
            @Nullable String buildTriggerId,
            @Nullable Map<String, @Nullable String> substitutions,
            @Nullable Provenance sourceProvenance,
            @Nullable String logUrl)
            implements Payload {

        /** A value set by its trigger; null when it was not set, or left empty. */
        @Nullable
        String substitution(String name) {
            String value = substitutions == null ? null : substitutions.get(name);
            return value == null || value.isBlank() ? null : value;
        }
    }

    record Provenance(
            @Nullable ResolvedRepo resolvedRepoSource,
            @Nullable ResolvedGit resolvedGitSource) implements Payload {}

    record ResolvedRepo(@Nullable String commitSha) implements Payload {}

    record ResolvedGit(@Nullable String revision) implements Payload {}
}
