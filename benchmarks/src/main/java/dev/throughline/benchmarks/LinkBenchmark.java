package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * How long it takes from the upload of a commit graph until every deployment is linked by it. The deployments are there before,
 * unlinked.
 */
final class LinkBenchmark {

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
            throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(folder);
        GraphRepository repository = new GraphRepository(commits, Duration.ofMinutes(1));
        Path graph = folder.resolve("graph.ndjson");
        repository.write(graph, commit -> parents(repository, commit));
        try (ServerProcess server = ServerProcess.start(folder)) {
            repository.deploy(server, deployed(commits, deployments));
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

    /** Every fifth is a merge of a branch of two. */
    private static String parents(GraphRepository repository, int commit) {
        return switch (commit % 5) {
            case 4 -> repository.sha(commit - 3) + " " + repository.sha(commit - 1);
            case 2 -> repository.sha(commit > 2 ? commit - 2 : commit - 1);
            default -> repository.sha(commit - 1);
        };
    }

    /** The merges nearest to where so many deployments, spread evenly, would be. */
    private static int[] deployed(int commits, int deployments) {
        int every = commits / deployments;
        return IntStream.rangeClosed(1, deployments)
                .map(i -> i * every - 1)
                .map(commit -> Math.max(0, commit - (commit + 1) % 5))
                .toArray();
    }
}
