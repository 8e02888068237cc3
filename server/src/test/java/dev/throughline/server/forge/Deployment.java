package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment with all that became of it, oldest first.
 *
 * @param tier GitLab's, of its environment
 * @param job GitLab's job that ran it; null when it was made by API
 */
public record Deployment(
        long id,
        int iid,
        String sha,
        String ref,
        String task,
        String environment,
        String tier,
        Person creator,
        Instant createdAt,
        @Nullable Long job,
        List<Status> statuses) {

    /** @param state in the words of the forge */
    public record Status(long id, String state, String environment, Instant at) {}

    boolean isProduction() {
        return tier.equals("production");
    }

    Instant updatedAt() {
        return statuses.isEmpty() ? createdAt : statuses.getLast().at();
    }

    /** Its newest state. */
    String state() {
        return statuses.isEmpty() ? "created" : statuses.getLast().state();
    }

    boolean isFinished() {
        return switch (state()) {
            case "success", "failed", "canceled", "skipped" -> true;
            default -> false;
        };
    }
}
