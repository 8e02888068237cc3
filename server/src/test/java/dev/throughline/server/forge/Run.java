package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workflow run of GitHub, a pipeline of GitLab, with its attempts, oldest first. */
public record Run(
        long id, int number, String name, String event, String ref, String sha, Person actor, List<Attempt> attempts) {

    /** @param conclusion {@code success}, {@code failure}, …; null while it runs */
    public record Attempt(@Nullable String conclusion, Instant startedAt, Instant updatedAt) {}

    Instant createdAt() {
        return attempts.getFirst().startedAt();
    }

    Instant updatedAt() {
        return attempts.getLast().updatedAt();
    }
}
