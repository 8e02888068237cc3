package dev.throughline.server.forge;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A commit.
 *
 * @param zone where its author's clock stood; GitLab shows it, GitHub does not
 * @param files paths that it changed; {@code old => new} of a file that it renamed
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

    /**
     * A file that it changed.
     *
     * @param before its path before; the same where it was not renamed
     */
    record Changed(String before, String path) {

        boolean isRenamed() {
            return !before.equals(path);
        }
    }

    static Changed changed(String file) {
        int arrow = file.indexOf(" => ");
        return arrow < 0 ? new Changed(file, file) : new Changed(file.substring(0, arrow), file.substring(arrow + 4));
    }

    /** As pushes list them: where a file is renamed another one is added. */
    List<String> added() {
        return files.stream()
                .map(Commit::changed)
                .filter(Changed::isRenamed)
                .map(Changed::path)
                .toList();
    }

    List<String> removed() {
        return files.stream()
                .map(Commit::changed)
                .filter(Changed::isRenamed)
                .map(Changed::before)
                .toList();
    }

    List<String> modified() {
        return files.stream().filter(file -> !changed(file).isRenamed()).toList();
    }

    String title() {
        return message.lines().findFirst().orElse("");
    }
}
