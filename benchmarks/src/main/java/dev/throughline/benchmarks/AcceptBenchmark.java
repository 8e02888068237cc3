package dev.throughline.benchmarks;

import dev.throughline.benchmarks.LoadGenerator.Load;
import dev.throughline.demo.Commit;
import dev.throughline.demo.Delivery;
import dev.throughline.demo.GitHubRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many deliveries of 10 KB a second are made durable and acknowledged, against reading and verifying alone and against one
 * jsonb insert and commit per request. The rounds are interleaved, so that what else the machine does hits all alike.
 */
final class AcceptBenchmark {

    private static final int CONNECTIONS = 64;
    private static final double SECONDS = 3;
    private static final int WARM_UPS = 6;
    private static final int ROUNDS = 7;

    private final PrintStream out;
    private final Path folder;

    AcceptBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void run() throws IOException, InterruptedException {
        Path body = folder.resolve("push.json");
        Files.createDirectories(folder);
        Files.write(body, push());
        Map<String, List<Load>> loads = new LinkedHashMap<>();
        try (ServerProcess server = ServerProcess.start(folder);
                LoadGenerator generator = LoadGenerator.start(server.port(), body, CONNECTIONS)) {
            out.printf(
                    "%nAccepting: %,d bytes, %d connections, %d interleaved rounds of %.0f s after %d to warm up%n",
                    Files.size(body), CONNECTIONS, ROUNDS, SECONDS, WARM_UPS);
            for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
                for (Target target : Target.values()) {
                    Load load = generator.measure(target.path, target.event, SECONDS);
                    server.settle();
                    if (round >= WARM_UPS) {
                        loads.computeIfAbsent(target.name, name -> new ArrayList<>())
                                .add(load);
                    }
                }
            }
        }
        report(loads);
    }

    private enum Target {
        INBOX("accepted, durable", "/webhooks/github", "star"),
        VERIFY("(a) read and verified only", "/webhooks/floor/verify", "push"),
        NAIVE("(b) one jsonb insert each", "/webhooks/floor/naive", "push");

        final String name;
        final String path;
        final String event;

        Target(String name, String path, String event) {
            this.name = name;
            this.path = path;
            this.event = event;
        }
    }

    private void report(Map<String, List<Load>> loads) {
        out.printf("  %-28s %12s %10s %10s %8s%n", "", "per second", "p50 ms", "p99 ms", "refused");
        loads.forEach((name, rounds) -> out.printf(
                "  %-28s %,12.0f %10.1f %10.1f %,8d%n",
                name,
                median(rounds.stream().mapToDouble(Load::perSecond).toArray()),
                median(rounds.stream().mapToDouble(Load::p50).toArray()),
                median(rounds.stream().mapToDouble(Load::p99).toArray()),
                rounds.stream().mapToLong(Load::refused).sum()));
        double[] ofVerify = ratios(loads, Target.VERIFY);
        double[] ofNaive = ratios(loads, Target.NAIVE);
        out.printf("  %s of (a); wanted: at least 0.5%n", Verdict.of(median(ofVerify), median(ofVerify) >= 0.5));
        out.printf("  %s times (b); wanted: at least 2.5%n", Verdict.of(median(ofNaive), median(ofNaive) >= 2.5));
    }

    /** Round by round, the inbox over another. */
    private static double[] ratios(Map<String, List<Load>> loads, Target other) {
        List<Load> inbox = loads.getOrDefault(Target.INBOX.name, List.of());
        List<Load> others = loads.getOrDefault(other.name, List.of());
        double[] ratios = new double[inbox.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = inbox.get(i).perSecond() / others.get(i).perSecond();
        }
        return ratios;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** A push of about 10 KB. */
    private static byte[] push() {
        SplittableRandom random = new SplittableRandom(10_000);
        List<Commit> commits = new ArrayList<>();
        byte[] body = new byte[0];
        while (body.length < 10_000) {
            String sha = "%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
            String message = "Change " + Long.toString(random.nextLong(), 36);
            commits.add(new Commit(sha, message, Instant.parse("2026-01-05T09:00:00Z"), null, "amara"));
            AtomicReference<Delivery> pushed = new AtomicReference<>();
            new GitHubRepository(1, "acme/benchmark", pushed::set)
                    .push("main", Instant.parse("2026-01-05T09:30:00Z"), commits);
            body = pushed.get().body();
        }
        return body;
    }
}
