package dev.throughline.server.acceptance;

import dev.throughline.server.ThroughlineApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, with its embedded PostgreSQL in a data folder, so that it can be killed. */
final class ForkedServer implements AutoCloseable {

    private final Process process;
    private final FullServer server;

    private ForkedServer(Process process, URI address) {
        this.process = process;
        this.server = new FullServer(address, "", () -> {});
    }

    /** @param more further arguments */
    static ForkedServer start(Path data, Path log, String... more) throws IOException, InterruptedException {
        return start(List.of(), data, log, more);
    }

    /** @param javaOptions of its JVM, beside the usual ones */
    static ForkedServer start(List<String> javaOptions, Path data, Path log, String... more)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("src", "main", "jvm", "server.options").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                ThroughlineApplication.class.getName(),
                "--throughline.port=" + port,
                "--throughline.data=" + data,
                "--throughline.github.secret=" + FullServer.SECRET,
                "--throughline.api-token=token"));
        command.addAll(2, javaOptions);
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        URI address = URI.create("http://127.0.0.1:" + port);
        awaitReady(process, address, log);
        return new ForkedServer(process, address);
    }

    FullServer server() {
        return server;
    }

    /** kill -9: no hook of the process runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        server.close();
        process.destroy();
        process.onExit().join();
    }

    private static void awaitReady(Process process, URI address, Path log) throws IOException, InterruptedException {
        Instant start = Instant.now();
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (true) {
                if (!process.isAlive() || Duration.between(start, Instant.now()).toSeconds() > 240) {
                    process.destroyForcibly();
                    throw new IllegalStateException("the server did not start: " + Files.readString(log));
                }
                try {
                    if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // not listening yet
                }
                Thread.sleep(100);
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
