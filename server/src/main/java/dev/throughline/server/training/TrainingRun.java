package dev.throughline.server.training;

import dev.throughline.demo.Demo;
import dev.throughline.server.cli.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Starts a server on its own data folder, posts some deliveries, requests some pages, and ends. With {@code -XX:AOTCacheOutput}, Java then
 * records what it had to load and to link.
 */
public final class TrainingRun {

    public static final String NAME = "train";

    private static final String SECRET = "a secret of the training run";
    private static final Duration HISTORY = Duration.ofDays(7);
    private static final List<String> PAGES = List.of(
            "/", "/setup", "/teams", "/deliveries", "/api/v1/metrics", "/api/v1/services", "/actuator/prometheus");

    private final Function<String[], ConfigurableApplicationContext> start;
    private final PrintStream err;

    /** @param start starts a server as {@code main} does, with arguments for Spring */
    public TrainingRun(Function<String[], ConfigurableApplicationContext> start, PrintStream err) {
        this.start = start;
        this.err = err;
    }

    /**
     * @param arguments the folder next to the jar where the unpacked PostgreSQL programs are left, in {@code programs}; or nothing
     * @return exit status: 0 when all was answered
     */
    public int run(List<String> arguments) {
        try {
            Path folder = arguments.isEmpty()
                    ? Files.createTempDirectory("throughline-training")
                    : Files.createTempDirectory(Path.of(arguments.getFirst()), "training");
            try {
                serve(folder.resolve("data"));
                if (!arguments.isEmpty()) {
                    keepPrograms(folder.resolve("data"), Path.of(arguments.getFirst(), "programs"));
                }
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
            return 0;
        } catch (IOException e) {
            err.println("throughline: the training run failed: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private void serve(Path data) throws IOException, InterruptedException {
        try (ConfigurableApplicationContext server = start.apply(arguments(data))) {
            visit(URI.create("http://127.0.0.1:" + server.getEnvironment().getRequiredProperty("local.server.port")));
        }
    }

    private static void keepPrograms(Path data, Path into) throws IOException {
        try (Stream<Path> entries = Files.list(data)) {
            Optional<Path> programs = entries.filter(
                            entry -> entry.getFileName().toString().startsWith("postgresql-"))
                    .findFirst();
            if (programs.isPresent()) {
                Files.move(
                        programs.get(),
                        Files.createDirectories(into).resolve(programs.get().getFileName()));
            }
        }
    }

    /** The machine's configuration is ignored. */
    private static String[] arguments(Path data) {
        return new String[] {
            "--throughline.port=0",
            "--throughline.address=127.0.0.1",
            "--throughline.url=",
            "--throughline.data=" + data,
            "--throughline.database-url=",
            "--" + Demo.SECRET + "=" + SECRET,
            "--throughline.api-token=a token of the training run"
        };
    }

    private void visit(URI server) throws IOException, InterruptedException {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        if (new Demo(server, SECRET, nowhere, err, Clock.systemUTC(), HISTORY)
                        .run(total -> new Progress(nowhere, false, total, "deliveries"))
                != 0) {
            throw new IOException("a delivery was refused");
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (isBusy(get(http, server, "/api/v1/status"))) {
                Thread.sleep(100);
            }
            for (String page : PAGES) {
                get(http, server, page);
            }
        }
    }

    private static boolean isBusy(String status) {
        return !status.contains("\"pending\":0") || !status.contains("\"samples_behind_seconds\":0");
    }

    private static String get(HttpClient http, URI server, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s was answered %d".formatted(path, answer.statusCode()));
        }
        return answer.body();
    }
}
