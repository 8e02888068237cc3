package dev.throughline.server.forge;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A commit.
 *
 * @param zone where its author's clock stood; GitLab shows it, GitHub does not
 * @param files paths that it changed
 */
public record Commit(
        String sha,
        List<String> parents,
        Person author,
        Instant authoredAt,
        Instant committedAt,
        ZoneOffset zone,
        String message,
        List<String> files) {

    String title() {
        return message.lines().findFirst().orElse("");
    }
}
