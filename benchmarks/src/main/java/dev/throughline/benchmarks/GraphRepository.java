package dev.throughline.benchmarks;

import dev.throughline.demo.Delivery;
import dev.throughline.demo.Deploy;
import dev.throughline.demo.GitHubRepository;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;

/** A repository whose commits are known by its commit graph alone, and whose deployments are posted as GitHub does. */
final class GraphRepository {

    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final String NAME = "acme/graph";
    private static final int AT_ONCE = 5_000;

    private final List<String> shas;
    private final Signature signature = new Signature(ServerProcess.SECRET);
    private final List<Delivery> told = new ArrayList<>();
    private final GitHubRepository source = new GitHubRepository(77, NAME, told::add);
    private final Duration every;
    private int deployments;

    /** @param every how often a commit is written */
    GraphRepository(int commits, Duration every) {
        this.every = every;
        SplittableRandom random = new SplittableRandom(commits);
        shas = new ArrayList<>(commits);
        for (int i = 0; i < commits; i++) {
            shas.add("%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt()));
        }
    }

    String sha(int commit) {
        return shas.get(commit);
    }

    /**
     * Writes the graph, newest first, as {@code git log} lists it.
     *
     * @param parents the hashes of the parents of a commit, by its place
     */
    void write(Path file, IntFunction<String> parents) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int i = shas.size() - 1; i >= 0; i--) {
                String at = at(i).toString();
                lines.write(
                        "{\"repository\":\"%s\",\"sha\":\"%s\",\"parents\":\"%s\",\"author_at\":\"%s\",\"committer_at\":\"%s\"}%n"
                                .formatted(NAME, shas.get(i), i == 0 ? "" : parents.apply(i), at, at));
            }
        }
    }

    /** Deploys these commits, each minutes after it was written. */
    void deploy(ServerProcess server, int[] commits) throws InterruptedException, ExecutionException {
        for (int from = 0; from < commits.length; from += AT_ONCE) {
            Senders.post(
                    server.port(),
                    Arrays.stream(commits, from, Math.min(from + AT_ONCE, commits.length))
                            .mapToObj(commit -> success(server.port(), commit))
                            .toList());
        }
    }

    private byte[] success(int port, int commit) {
        Instant at = at(commit).plus(Duration.ofMinutes(6));
        source.status(new Deploy(++deployments, shas.get(commit), "main", "deploy", "production", at), "success", at);
        Delivery delivery = told.removeLast();
        return Connection.post(
                port,
                "/webhooks/github",
                delivery.event(),
                delivery.id(),
                signature.of(delivery.body()),
                delivery.body());
    }

    private Instant at(int commit) {
        return START.plus(every.multipliedBy(commit));
    }
}
