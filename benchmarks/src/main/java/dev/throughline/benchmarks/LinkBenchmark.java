package dev.throughline.benchmarks;

import dev.throughline.server.demo.Delivery;
import dev.throughline.server.demo.Deploy;
import dev.throughline.server.demo.GitHubRepository;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long it takes from the upload of a commit graph until every deployment is linked by it. The deployments are there before,
 * unlinked; every fifth commit of the graph is a merge of a branch of two.
 */
final class LinkBenchmark {

    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final String REPOSITORY = "acme/graph";

    private final PrintStream out;
    private final Path folder;

    LinkBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /**
     * @param commits how many commits
     * @param deployments how many deployments, spread evenly over them
     * @param wanted the most seconds it may take
     * @param isWithUpload whether the upload counts too
     */
    void run(int commits, int deployments, double wanted, boolean isWithUpload)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> shas = shas(commits);
        Path graph = folder.resolve("graph.ndjson");
        write(graph, shas);
        try (ServerProcess server = ServerProcess.start(folder)) {
            deploy(server, shas, deployments);
            server.settle();
            long start = System.nanoTime();
            String answer = server.upload(graph);
            double uploaded = (System.nanoTime() - start) / 1e9;
            server.settle();
            double together = (System.nanoTime() - start) / 1e9;
            double counted = isWithUpload ? together : together - uploaded;
            out.printf(
                    "%nLinking %,d deployments by a graph of %,d commits: %s%n  uploaded after %.1f s, at most %,.0f MB resident%n",
                    deployments, commits, answer, uploaded, server.memory("VmHWM") / 1e6);
            out.printf(
                    "  %s s to link them%s; wanted: under %.0f%n",
                    Verdict.of(counted, counted < wanted), isWithUpload ? ", upload included" : " after that", wanted);
        } finally {
            Files.delete(graph);
        }
    }

    private static List<String> shas(int commits) {
        SplittableRandom random = new SplittableRandom(commits);
        List<String> shas = new ArrayList<>(commits);
        for (int i = 0; i < commits; i++) {
            shas.add("%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt()));
        }
        return shas;
    }

    /** Newest first, as {@code git log} lists them. */
    private static void write(Path file, List<String> shas) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int i = shas.size() - 1; i >= 0; i--) {
                String parents = i == 0 ? "" : shas.get(i - 1);
                if (i % 5 == 4) {
                    parents = shas.get(i - 3) + " " + parents;
                } else if (i % 5 == 2 && i > 2) {
                    parents = shas.get(i - 2);
                }
                String at = START.plus(Duration.ofMinutes(i)).toString();
                lines.write(
                        "{\"repository\":\"%s\",\"sha\":\"%s\",\"parents\":\"%s\",\"author_at\":\"%s\",\"committer_at\":\"%s\"}%n"
                                .formatted(REPOSITORY, shas.get(i), parents, at, at));
            }
        }
    }

    private static void deploy(ServerProcess server, List<String> shas, int deployments) throws IOException {
        Signature signature = new Signature(ServerProcess.SECRET);
        List<Delivery> deliveries = new ArrayList<>();
        GitHubRepository repository = new GitHubRepository(77, REPOSITORY, deliveries::add);
        int every = shas.size() / deployments;
        for (int i = 0; i < deployments; i++) {
            int commit = (i + 1) * every - 1;
            commit -= (commit + 1) % 5;
            Instant at = START.plus(Duration.ofMinutes((long) (i + 1) * every + 5));
            Deploy deploy = new Deploy(i + 1, shas.get(Math.max(0, commit)), "main", "deploy", "production", at);
            repository.status(deploy, "success", at);
        }
        try (Connection connection = new Connection(server.port())) {
            for (Delivery delivery : deliveries) {
                int status = connection.send(Connection.post(
                        server.port(),
                        "/webhooks/github",
                        delivery.event(),
                        delivery.id(),
                        signature.of(delivery.body()),
                        delivery.body()));
                if (status != 202) {
                    throw new IllegalStateException("a deployment was answered " + status);
                }
            }
        }
    }
}
