package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.FullServer.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer.Envelope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A database that hangs or dies takes no delivery with it. */
class DatabaseDeathIT {

    private static final byte[] PING = "{\"zen\":\"Keep it logically awesome.\"}".getBytes(StandardCharsets.UTF_8);

    /** Recovery and the pauses between two tries on a machine that does other things too. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void spoolsAndSaysSoUntilItsDatabaseRunsAgain(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("server.log");
        try (ForkedServer forked = ForkedServer.start(folder.resolve("data"), log)) {
            FullServer server = forked.server();
            ping(server, "before");
            server.settle();
            ProcessHandle postgres = postgres(folder);

            signal("-STOP", postgres);
            ping(server, "while-it-hangs");
            HttpResponse<String> status = ask(server, "/api/v1/status");
            assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
            JsonNode hanging = JSON.readTree(status.body());
            assertThat(hanging.path("database").asString()).isEqualTo("down");
            assertThat(hanging.path("deliveries").isNull()).isTrue();
            assertThat(hanging.path("samples_behind_seconds").isNull()).isTrue();
            assertThat(hanging.path("spool").path("files").asInt()).isEqualTo(1);
            assertThat(hanging.path("spool").path("bytes").asInt()).isPositive();
            assertThat(hanging.path("spool").path("broken").asInt()).isZero();
            assertThat(ask(server, "/actuator/health/readiness").statusCode())
                    .as("it can still take deliveries in")
                    .isEqualTo(200);

            signal("-KILL", postgres);
            ping(server, "while-it-is-dead");
            awaitDatabase(server);
            assertThat(postgres(folder).pid()).isNotEqualTo(postgres.pid());
            server.settle();
            JsonNode settled = server.get("/api/v1/status");
            assertThat(settled.path("deliveries").path("received").asInt()).isEqualTo(3);
            assertThat(settled.path("spool").path("files").asInt()).isZero();

            // and once more: the supervisor is still there
            signal("-KILL", postgres(folder));
            awaitDatabase(server);
        }
        assertThat(Files.readString(log))
                .contains("ended unexpectedly and is started again", "PostgreSQL runs again as")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
    }

    private void awaitDatabase(FullServer server) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (ask(server, "/api/v1/services").statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.sleep(200);
        }
    }

    private static void ping(FullServer server, String delivery) throws Exception {
        server.postAll(List.of(new Envelope("ping", delivery, PING, Map.of())));
    }

    private HttpResponse<String> ask(FullServer server, String path) throws Exception {
        URI uri = server.address().resolve(path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    static ProcessHandle postgres(Path folder) throws Exception {
        String pid = Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** To the server and to all of its processes, as when the machine or its disk hangs. */
    static void signal(String signal, ProcessHandle postgres) throws Exception {
        String[] processes = postgres.descendants()
                .map(process -> Long.toString(process.pid()))
                .toArray(String[]::new);
        String[] command = new String[processes.length + 3];
        command[0] = "kill";
        command[1] = signal;
        command[2] = Long.toString(postgres.pid());
        System.arraycopy(processes, 0, command, 3, processes.length);
        new ProcessBuilder(command).start().waitFor();
    }
}
