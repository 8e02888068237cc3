package dev.throughline.benchmarks;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in for GitHub's API that the tests use, in a process of its own. */
final class ForgeProcess implements AutoCloseable {

    static final String TOKEN = "ghp_benchmarks";

    private static final String MAIN = "dev.throughline.server.forge.StandIn";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedReader in;
    private final OutputStream out;
    private final URI url;

    private ForgeProcess(Process process) throws IOException {
        this.process = process;
        this.in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.out = process.getOutputStream();
        this.url = URI.create(line());
    }

    /** @param repositories {@code owner/name=pulls}, or the name of a history in the folder */
    static ForgeProcess start(Path folder, Path history, String... repositories) throws IOException {
        Files.createDirectories(folder);
        List<String> arguments = new ArrayList<>(
                List.of(TOKEN, folder.resolve("forge").toAbsolutePath().toString()));
        arguments.addAll(List.of(repositories));
        return new ForgeProcess(Java.process(
                        List.of("-XX:+UseSerialGC", "-Xmx1g", "-Dhistory=" + history.toAbsolutePath()),
                        MAIN,
                        arguments.toArray(String[]::new))
                .redirectError(folder.resolve("forge.log").toFile())
                .start());
    }

    URI url() {
        return url;
    }

    /**
     * What was asked, and when.
     *
     */
    record Asked(JsonNode json) {

        int all() {
            return json.path("all").asInt();
        }

        long lastAt() {
            return json.path("last_at").asLong();
        }

        /** Answers that told something, by the shape of what was asked for, e.g. {@code pulls/{n}/commits}. */
        int answered(String... kinds) {
            int sum = 0;
            for (String kind : kinds) {
                sum += json.path("answered").path(kind).asInt();
            }
            return sum;
        }

        int answered() {
            return json.path("answered").valueStream().mapToInt(JsonNode::asInt).sum();
        }

        /** Path and query of each, in sequence. */
        List<String> targets() throws IOException {
            return Files.readAllLines(Path.of(json.path("targets").asString()));
        }

        /** Lists of commits, one for each branch or commit that was begun from. */
        long listsOfCommits() throws IOException {
            return targets().stream()
                    .filter(target -> target.contains("/commits?") && target.contains("sha="))
                    .map(target -> target.replaceFirst(".*[?&]sha=([^&]*).*", "$1"))
                    .distinct()
                    .count();
        }
    }

    /** What was asked since this was asked last. */
    Asked asked() throws IOException {
        out.write('\n');
        out.flush();
        return new Asked(JSON.readTree(line()));
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the stand-in for GitHub ended; see forge.log in benchmarks/target");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
