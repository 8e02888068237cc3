package dev.throughline.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast the history of prometheus goes through, from the first delivery posted to the last sample derived, and how much
 * memory the JVM takes for it; then how fast its metrics over all time are answered. Before that, the history of zipkin warms
 * the server up, as several repositories: the compiler takes a third of the processor in the first minute. The first of them
 * says how fast a server is that has just started.
 */
final class ReplayBenchmark {

    private static final int QUESTIONS = 500;
    private static final int WARM_UPS = 4;
    private static final String FILE = "prometheus.deliveries.jsonl.gz";
    private static final String WARM_UP = "zipkin.deliveries.jsonl.gz";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;
    private final Path folder;
    private final Path history;

    ReplayBenchmark(PrintStream out, Path folder, Path history) {
        this.out = out;
        this.folder = folder;
        this.history = history;
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        if (!Files.isReadable(history.resolve(FILE))) {
            out.printf("%nReplay: left out, there is no %s in %s%n", FILE, history.normalize());
            return;
        }
        try (ServerProcess server = ServerProcess.start(folder)) {
            if (Files.isReadable(history.resolve(WARM_UP))) {
                warmUp(server);
            }
            List<byte[]> requests = requests(FILE, server.port(), 0);
            System.gc();
            out.printf("%nReplay: %,d deliveries of %s, %d connections%n", requests.size(), FILE, Senders.MANY);
            long start = System.nanoTime();
            Senders.post(server.port(), requests);
            double posted = (System.nanoTime() - start) / 1e9;
            server.settle();
            double settled = (System.nanoTime() - start) / 1e9;
            double perSecond = requests.size() / settled;
            double peak = server.memory("VmHWM") / 1e6;
            out.printf("  posted after %.1f s, settled after %.1f s: %s%n", posted, settled, server.status());
            out.printf("  %s deliveries a second; wanted: at least 2,500%n", Verdict.of(perSecond, perSecond >= 2_500));
            out.printf(
                    "  %s MB resident at most, %,.0f MB now; wanted: under 600%n",
                    Verdict.of(peak, peak < 600), server.memory("VmRSS") / 1e6);
            ask(server);
        }
    }

    private void warmUp(ServerProcess server) throws IOException, InterruptedException, ExecutionException {
        out.printf(
                "%nReplay on a server just started: %s as %d repositories, one after the other%n", WARM_UP, WARM_UPS);
        for (int copy = 0; copy < WARM_UPS; copy++) {
            List<byte[]> requests = requests(WARM_UP, server.port(), copy);
            long start = System.nanoTime();
            Senders.post(server.port(), requests);
            server.settle();
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf("  %,d deliveries, %,.0f a second%n", requests.size(), requests.size() / seconds);
        }
    }

    private void ask(ServerProcess server) throws IOException {
        byte[] question = Connection.get(
                server.port(), "/api/v1/metrics?service=prometheus/prometheus&from=1990-01-01&until=2100-01-01");
        double[] millis = new double[QUESTIONS];
        try (Connection connection = new Connection(server.port())) {
            for (int i = -200; i < QUESTIONS; i++) {
                long start = System.nanoTime();
                int status = connection.send(question);
                if (status != 200) {
                    throw new IllegalStateException("the metrics answered " + status);
                }
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        Arrays.sort(millis);
        double p95 = millis[(int) (0.95 * QUESTIONS)];
        out.printf("%nMetrics of one service over all time: %d questions, one after the other%n", QUESTIONS);
        out.printf(
                "  %s ms p95, %.1f ms p50; wanted: p95 under 20%n", Verdict.of(p95, p95 < 20), millis[QUESTIONS / 2]);
    }

    /** @param copy which of several repositories that have the same history; 0 is the one of the file */
    private List<byte[]> requests(String file, int port, int copy) throws IOException {
        Signature signature = new Signature(ServerProcess.SECRET);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(history.resolve(file))), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> {
                        JsonNode delivery = JSON.readTree(line);
                        byte[] body = payload(delivery.path("payload"), copy).getBytes(StandardCharsets.UTF_8);
                        return Connection.post(
                                port,
                                "/webhooks/github",
                                delivery.path("event").asString(),
                                delivery.path("delivery").asString() + (copy == 0 ? "" : "-" + copy),
                                signature.of(body),
                                body);
                    })
                    .toList();
        }
    }

    private static String payload(JsonNode payload, int copy) {
        String text = payload.toString();
        if (copy == 0) {
            return text;
        }
        String id = payload.path("repository").path("id").asString();
        String name = payload.path("repository").path("full_name").asString();
        return text.replace(name, name + "-" + copy).replace(id, id + copy);
    }
}
