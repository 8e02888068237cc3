package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * How long it takes to derive every service again with one engine and with two, each in a process of its own beside a third that
 * receives and answers. The second engine is stopped in every other round, so both come to the same moments of the machine.
 */
final class EnginesBenchmark {

    private static final int SERVICES = 60;
    private static final int DEPLOYMENTS = 30;
    private static final int WARM_UP = 1;
    private static final int ROUNDS = 5;

    private final PrintStream out;
    private final Path folder;

    EnginesBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        out.printf(
                "%nEngines: %d services of %d deployments derived again, median of %d%n",
                SERVICES, DEPLOYMENTS, ROUNDS);
        try (ServerProcess server = ServerProcess.start(folder, "--throughline.roles=collector,web");
                ServerProcess _ = server.startBeside("engine");
                ServerProcess second = server.startBeside("engine")) {
            Senders.post(server.port(), history(server.port()));
            server.settle();
            double[] one = new double[ROUNDS];
            double[] two = new double[ROUNDS];
            double[] gains = new double[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                second.hold();
                double alone = deriveAgain(server);
                second.goOn();
                double together = deriveAgain(server);
                if (round >= 0) {
                    one[round] = alone;
                    two[round] = together;
                    gains[round] = alone / together;
                }
            }
            out.printf("  one engine %.2f s, two engines %.2f s%n", median(one), median(two));
            double gain = median(gains);
            out.printf("  %s times as fast with two; wanted: more than 1%n", Verdict.of(gain, gain > 1));
        }
    }

    private static List<byte[]> history(int port) {
        List<PushedService> services = IntStream.range(0, SERVICES)
                .mapToObj(number -> new PushedService(port, number))
                .toList();
        List<byte[]> requests = new ArrayList<>();
        for (int deployment = 0; deployment < DEPLOYMENTS; deployment++) {
            services.forEach(service -> requests.add(service.push()));
            services.forEach(service -> requests.add(service.deploy()));
        }
        return requests;
    }

    private static double deriveAgain(ServerProcess server) throws IOException, InterruptedException {
        long start = System.nanoTime();
        server.recompute();
        server.settle();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
