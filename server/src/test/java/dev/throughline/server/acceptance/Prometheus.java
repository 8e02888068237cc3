package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus with the files of prometheus/, and its tool. Its absence is a failure, not a reason to skip. */
final class Prometheus implements AutoCloseable {

    static final Path FILES = Path.of("../prometheus");

    private final Process process;
    private final URI address;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Starts one that scrapes a server each second.
     *
     * @param folder empty; what it stores goes there
     */
    Prometheus(URI server, Path folder) throws IOException {
        String configuration = Files.readString(FILES.resolve("prometheus.yml"));
        Path file = Files.writeString(
                folder.resolve("prometheus.yml"),
                replaced(
                        replaced(
                                replaced(configuration, "throughline:8080", server.getAuthority()),
                                "scrape_interval: 15s",
                                "scrape_interval: 1s\n  evaluation_interval: 1s"),
                        "rules/*.yml",
                        FILES.resolve("rules").toRealPath() + "/*.yml"));
        address = URI.create("http://127.0.0.1:" + ForkedServer.freePort());
        log = folder.resolve("prometheus.log");
        process = builder(List.of(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address.getAuthority()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Runs promtool, which has to succeed. */
    static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process tool = builder(command).redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
    }

    private static ProcessBuilder builder(List<String> command) {
        String program = command.getFirst();
        assertThat(List.of(String.valueOf(System.getenv("PATH")).split(":")))
                .as("%s is not installed: apt-get install prometheus", program)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        return new ProcessBuilder(command);
    }

    /** The value of each series that an expression gives now. */
    List<Double> ask(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        return StreamSupport.stream(answer.path("data").path("result").spliterator(), false)
                .map(series -> Double.parseDouble(series.path("value").path(1).asString()))
                .toList();
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Whether it has started. */
    boolean isReady() {
        assertThat(process.isAlive()).as(() -> read(log)).isTrue();
        try {
            return http.send(
                                    HttpRequest.newBuilder(address.resolve("/-/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(read(log), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(String text, String what, String by) {
        assertThat(text).containsOnlyOnce(what);
        return text.replace(what, by);
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
