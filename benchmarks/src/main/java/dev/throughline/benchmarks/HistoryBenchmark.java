package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * What one more deployment of ten commits costs a service that has few deployments, and one that has very many: how many rows
 * PostgreSQL reads and writes for it, and how long it takes until its samples are there. The history is posted as it happened, one
 * deployment a commit, one each half hour.
 */
final class HistoryBenchmark {

    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int MORE = 5;
    private static final int COMMITS = 10;

    private final PrintStream out;
    private final Path folder;

    private record Cost(double seconds, long read, long written) {}

    HistoryBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(folder);
        out.printf("%nOne more deployment of %d commits, median of %d%n", COMMITS, MORE);
        Cost few = after(FEW);
        Cost many = after(MANY);
        double ratio = (double) many.read() / few.read();
        out.printf("  %s times the rows read; wanted: under 2%n", Verdict.of(ratio, ratio < 2));
    }

    private Cost after(int deployments) throws IOException, InterruptedException, ExecutionException {
        GraphRepository repository = new GraphRepository(deployments + MORE * COMMITS, Duration.ofMinutes(30));
        Path graph = folder.resolve("graph.ndjson");
        repository.write(graph, commit -> repository.sha(commit - 1));
        try (ServerProcess server = ServerProcess.start(folder)) {
            server.upload(graph);
            long start = System.nanoTime();
            repository.deploy(server, IntStream.range(0, deployments).toArray());
            server.settle();
            out.printf("  after %,d deployments, posted and settled in %.0f s:%n", deployments, since(start));
            // the index reads what it lacks for the first question, and that is not what a deployment costs
            server.get("/api/v1/metrics");
            Cost[] costs = new Cost[MORE];
            for (int more = 0; more < MORE; more++) {
                costs[more] = oneMore(server, repository, deployments - 1 + (more + 1) * COMMITS);
            }
            Arrays.sort(costs, Comparator.comparingLong(Cost::read));
            Cost cost = costs[MORE / 2];
            out.printf(
                    "    %,d rows read, %,d written, settled after %.2f s%n",
                    cost.read(), cost.written(), cost.seconds());
            return cost;
        } finally {
            Files.delete(graph);
        }
    }

    private static Cost oneMore(ServerProcess server, GraphRepository repository, int commit)
            throws IOException, InterruptedException, ExecutionException {
        ServerProcess.Rows before = server.rows();
        long start = System.nanoTime();
        repository.deploy(server, new int[] {commit});
        server.settle();
        double seconds = since(start);
        ServerProcess.Rows after = server.rows();
        return new Cost(seconds, after.read() - before.read(), after.written() - before.written());
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
