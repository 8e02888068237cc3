package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/** Whether memory and queues stay where they are while deliveries arrive at a steady rate for long, beside readers. */
final class SoakBenchmark {

    private static final int A_SECOND = 100;
    private static final int SERVICES = 50;
    private static final int READERS = 2;
    private static final long LOOK_EVERY_MILLIS = 5_000;
    private static final double MOST_GROWTH = 1.05;
    private static final double MOST_BEHIND = 5;

    private final PrintStream out;
    private final Path folder;
    private volatile boolean isOver;

    SoakBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** @param behind seconds that the samples are behind */
    private record Look(double megabytes, long pending, double behind) {}

    void run(int minutes) throws IOException, InterruptedException, ExecutionException {
        out.printf(
                "%nSoak: %d deliveries a second to %d services for %d minutes, beside %d readers%n",
                A_SECOND, SERVICES, minutes, READERS);
        try (ServerProcess server = ServerProcess.start(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SteadyLoad load = new SteadyLoad(server, SERVICES, A_SECOND);
            load.send(10, _ -> {});
            List<Future<Void>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(threads.submit(load.reader(reader)));
            }
            Future<List<Look>> looking = threads.submit(() -> look(server));
            load.send(minutes * 60, _ -> {});
            isOver = true;
            for (Future<Void> reader : readers) {
                reader.get();
            }
            tell(looking.get());
        } finally {
            isOver = true;
        }
    }

    private List<Look> look(ServerProcess server) throws IOException, InterruptedException {
        List<Look> looks = new ArrayList<>();
        while (!isOver) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            JsonNode status = server.status();
            looks.add(new Look(
                    server.memory("VmRSS") / 1e6,
                    status.path("deliveries").path("pending").asLong(),
                    status.path("samples_behind_seconds").asDouble()));
        }
        return looks;
    }

    /** The first third is for warming up: what it takes is what the last third is compared with the second for. */
    private void tell(List<Look> looks) {
        int third = looks.size() / 3;
        List<Look> middle = looks.subList(third, 2 * third);
        List<Look> last = looks.subList(2 * third, looks.size());
        double before = middle.stream().mapToDouble(Look::megabytes).max().orElseThrow();
        double after = last.stream().mapToDouble(Look::megabytes).max().orElseThrow();
        out.printf(
                "  %s times the memory in the last third as in the second, %.0f MB and %.0f MB resident at most; wanted: at most %.2f%n",
                Verdict.of(after / before, after / before <= MOST_GROWTH), after, before, MOST_GROWTH);
        double behind = last.stream().mapToDouble(Look::behind).max().orElseThrow();
        out.printf(
                "  %s s behind at most in the last third, %.2f s in the second, and %,d and %,d deliveries pending; wanted: at most %.0f s%n",
                Verdict.of(behind, behind <= MOST_BEHIND),
                middle.stream().mapToDouble(Look::behind).max().orElseThrow(),
                last.stream().mapToLong(Look::pending).max().orElseThrow(),
                middle.stream().mapToLong(Look::pending).max().orElseThrow(),
                MOST_BEHIND);
    }
}
