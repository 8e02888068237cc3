package dev.throughline.benchmarks;

import dev.throughline.server.ThroughlineApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server in a process of its own, started as {@code ./throughline up} starts it, on an empty data folder. */
final class ServerProcess implements AutoCloseable {

    static final String SECRET = "a secret of the benchmarks";

    private static final String TOKEN = "a token of the benchmarks";
    private static final List<String> OPTIONS = List.of("@server/src/main/jvm/server.options");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;
    private final Path data;

    /** Rows of tables that were read and written since the start. */
    record Rows(long read, long written) {}

    private ServerProcess(Process process, int port, Path data) {
        this.process = process;
        this.port = port;
        this.data = data;
    }

    /** @param more further arguments of the server */
    static ServerProcess start(Path folder, String... more) throws IOException, InterruptedException {
        return start("server.log", OPTIONS, folder, more);
    }

    /** What {@code ./throughline build} made, with all that it does for memory and starts. */
    static ServerProcess packaged(Path folder, String... more) throws IOException, InterruptedException {
        return start(
                "server.log",
                arguments -> {
                    List<String> command = new ArrayList<>(
                            List.of(Path.of("throughline").toAbsolutePath().toString(), "up"));
                    command.addAll(arguments);
                    return new ProcessBuilder(command);
                },
                folder,
                more);
    }

    /** @param heap for more samples than the usual one holds, e.g. {@code 512m} */
    static ServerProcess withHeap(Path folder, String heap, String... more) throws IOException, InterruptedException {
        return start("server.log", List.of(OPTIONS.getFirst(), "-Xmx" + heap), folder, more);
    }

    private static ServerProcess start(String log, List<String> options, Path folder, String... more)
            throws IOException, InterruptedException {
        return start(
                log,
                arguments ->
                        Java.process(options, ThroughlineApplication.class.getName(), arguments.toArray(String[]::new)),
                folder,
                more);
    }

    private static ServerProcess start(
            String log, Function<List<String>, ProcessBuilder> command, Path folder, String... more)
            throws IOException, InterruptedException {
        Path data = folder.resolve("data-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        Files.createDirectories(folder);
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--throughline.port=" + port,
                "--throughline.data=" + data.toAbsolutePath(),
                "--throughline.github.secret=" + SECRET,
                "--throughline.api-token=" + TOKEN));
        arguments.addAll(List.of(more));
        Process process = command.apply(arguments)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        process.onExit().thenRun(() -> delete(data));
        ServerProcess server = new ServerProcess(process, port, data);
        server.awaitReady();
        return server;
    }

    /** Another process on its database, with a role of its own. */
    ServerProcess startBeside(String role) throws IOException, InterruptedException {
        DriverManagerDataSource database = dataSource();
        return start(
                role + ".log",
                OPTIONS,
                Objects.requireNonNull(data.getParent()),
                "--throughline.roles=" + role,
                "--throughline.database-url=" + database.getUrl(),
                "--throughline.database-user=" + database.getUsername(),
                "--throughline.database-password=" + database.getPassword());
    }

    /** Has it do nothing until it may go on. */
    void hold() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    int port() {
        return port;
    }

    JsonNode status() throws IOException, InterruptedException {
        return get("/api/v1/status");
    }

    /** What the API answers. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(ask(path).body());
    }

    /** Begins to read the history of a repository of GitHub's, and answers the id of that. */
    String backfill(String repository) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/backfills"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"source\":\"github\",\"repositories\":[\"%s\"]}".formatted(repository)))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("a backfill was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).path("id").asString();
    }

    /** Makes every service due. */
    void recompute() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/recompute"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("recompute was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Uploads a commit graph, and answers what the server said. */
    String upload(Path graph) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/commits"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .POST(HttpRequest.BodyPublishers.ofFile(graph))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the graph was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Waits until every delivery is processed and every sample derived. */
    void settle() throws IOException, InterruptedException {
        JsonNode status = status();
        while (status.path("deliveries").path("pending").asLong() > 0
                || status.path("samples_behind_seconds").asDouble() > 0) {
            Thread.sleep(50);
            status = status();
        }
    }

    /** As the embedded PostgreSQL counts them, once all its sessions have told, which they do within seconds of falling idle. */
    Rows rows() throws IOException, InterruptedException {
        Thread.sleep(3_000);
        return database()
                .sql("""
                        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read,
                               sum(n_tup_ins + n_tup_upd + n_tup_del) as written
                          from pg_stat_user_tables
                         where relname <> 'delivery_state'   -- the status, which is asked meanwhile, counts it
                        """)
                .query((row, _) -> new Rows(row.getLong("read"), row.getLong("written")))
                .single();
    }

    /** Its database, one connection for each statement. */
    JdbcClient database() throws IOException {
        return JdbcClient.create(dataSource());
    }

    private DriverManagerDataSource dataSource() throws IOException {
        String configuration = Files.readString(data.resolve("postgres").resolve("throughline.conf"));
        return new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:%s/postgres"
                        .formatted(configuration.replaceAll("(?s).*\\bport *= *(\\d+).*", "$1")),
                "throughline",
                Files.readString(data.resolve("secrets").resolve("postgres")).strip());
    }

    /** Executes statements one after the other in one session of its database. */
    void inOneSession(List<String> statements) throws IOException {
        SingleConnectionDataSource session = new SingleConnectionDataSource();
        session.setSuppressClose(true);
        DriverManagerDataSource database = dataSource();
        session.setUrl(database.getUrl());
        session.setUsername(database.getUsername());
        session.setPassword(database.getPassword());
        JdbcTemplate template = new JdbcTemplate(session);
        statements.forEach(template::execute);
        session.destroy();
    }

    /** Resident memory of the JVM in bytes, without its PostgreSQL: {@code VmRSS} now or {@code VmHWM} at most so far. */
    long memory(String field) throws IOException {
        return memory(process, field);
    }

    static long memory(Process process, String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(-1);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        return http.send(
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    private void awaitReady() throws InterruptedException {
        for (int i = 0; i < 3_000 && process.isAlive(); i++) {
            try {
                if (ask("/actuator/health/readiness").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            Thread.sleep(100);
        }
        close();
        throw new IllegalStateException("the server did not start; see server.log in benchmarks/target");
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // a folder of target may stay
        }
    }
}
