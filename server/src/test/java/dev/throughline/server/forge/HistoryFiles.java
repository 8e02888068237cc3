package dev.throughline.server.forge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The files of real histories. They lie in {@code ../shared/data} beside this repository, or where the system property
 * {@code history} or the environment's {@code HISTORY} says.
 */
public final class HistoryFiles {

    private HistoryFiles() {}

    /** Whether this machine has them. */
    public static boolean isPresent() {
        return Files.isDirectory(folder());
    }

    private static Path folder() {
        String named = System.getProperty("history", System.getenv("HISTORY"));
        return named != null ? Path.of(named) : Path.of("..", "..", "shared", "data");
    }

    static void eachLine(String file, Consumer<JsonNode> line) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder().resolve(file))), StandardCharsets.UTF_8))) {
            reader.lines().map(Json.MAPPER::readTree).forEach(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commit graph, each commit with a plain message until a push tells of it. */
    static void graph(String file, ForgeRepository repository) {
        eachLine(
                file,
                line -> repository.put(new Commit(
                        line.path("sha").asString(),
                        strings(line.path("parents")),
                        Person.named("dev-" + line.path("sha").asString().substring(0, 6)),
                        at(line.path("author_at")),
                        at(line.path("committer_at")),
                        ZoneOffset.UTC,
                        "Change " + line.path("sha").asString().substring(0, 7),
                        List.of())));
    }

    /** What a push tells of a commit of the graph. */
    static void describe(ForgeRepository repository, JsonNode pushed) {
        Commit known = repository.commits().find(pushed.path("id").asString());
        if (known == null) {
            return;
        }
        List<String> files = new ArrayList<>(strings(pushed.path("added")));
        files.addAll(strings(pushed.path("modified")));
        files.addAll(strings(pushed.path("removed")));
        repository.put(new Commit(
                known.sha(),
                known.parents(),
                Person.named(pushed.path("author").path("name").asString()),
                known.authoredAt(),
                known.committedAt(),
                OffsetDateTime.parse(pushed.path("timestamp").asString()).getOffset(),
                pushed.path("message").asString(),
                files));
    }

    static Instant at(JsonNode time) {
        return OffsetDateTime.parse(time.asString()).toInstant();
    }

    static @Nullable Instant atOrNull(JsonNode time) {
        return time.isString() ? at(time) : null;
    }

    static @Nullable String textOrNull(JsonNode text) {
        return text.isString() ? text.asString() : null;
    }

    static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
