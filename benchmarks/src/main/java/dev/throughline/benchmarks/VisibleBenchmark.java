package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * How long it takes from the answer to a deployment until its service counts it, while pushes and deployments arrive at a steady
 * rate; with nothing else to do, and beside readers. Four deployments a second are followed, at most four at once, each in another
 * service: to ask for all of them would measure the asking.
 */
final class VisibleBenchmark {

    private static final int A_SECOND = 200;
    private static final int SERVICES = 50;
    private static final int READERS = 4;
    private static final int WARM_UP_SECONDS = 40;
    private static final int SECONDS = 30;
    private static final long LOOK_EVERY_MILLIS = 50;

    /** No divisor of the number of services: each has its turn. */
    private static final int FOLLOWED_ONE_OF = 23;

    private static final int FOLLOWED_AT_ONCE = 4;

    private final PrintStream out;
    private final Path folder;

    VisibleBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        out.printf("%nVisible: %d deliveries a second to %d services, for %d s%n", A_SECOND, SERVICES, SECONDS);
        try (ServerProcess server = ServerProcess.start(folder)) {
            SteadyLoad load = new SteadyLoad(server, SERVICES, A_SECOND);
            load.send(WARM_UP_SECONDS, _ -> {});
            server.settle();
            tell("with nothing else to do", measure(server, load, 0));
            tell("beside %d readers".formatted(READERS), measure(server, load, READERS));
        }
    }

    private void tell(String how, double[] seconds) {
        double p99 = seconds[(int) (0.99 * seconds.length)];
        out.printf(
                "  %s s p99, %.2f s p50 of %d %s; wanted: p99 at most 1%n",
                Verdict.of(p99, p99 <= 1), seconds[seconds.length / 2], seconds.length, how);
    }

    /** Seconds until they were visible, in order. */
    private static double[] measure(ServerProcess server, SteadyLoad load, int readers)
            throws InterruptedException, ExecutionException, IOException {
        List<Future<Double>> followed = new ArrayList<>();
        Semaphore following = new Semaphore(FOLLOWED_AT_ONCE);
        int[] deployed = {0};
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> reading = new ArrayList<>();
            for (int reader = 0; reader < readers; reader++) {
                reading.add(threads.submit(load.reader(reader)));
            }
            load.send(SECONDS, service -> {
                if (deployed[0]++ % FOLLOWED_ONE_OF == 0 && following.tryAcquire()) {
                    Followed one = new Followed(service, service.deployments(), System.nanoTime());
                    followed.add(threads.submit(() -> {
                        try {
                            return follow(server, one);
                        } finally {
                            following.release();
                        }
                    }));
                }
            });
            double[] visible = new double[followed.size()];
            for (int i = 0; i < visible.length; i++) {
                visible[i] = followed.get(i).get();
            }
            for (Future<Void> reader : reading) {
                reader.get();
            }
            server.settle();
            Arrays.sort(visible);
            return visible;
        }
    }

    /** @param deployments that are counted once it is visible */
    private record Followed(PushedService service, int deployments, long answeredAt) {}

    private static double follow(ServerProcess server, Followed one) throws IOException, InterruptedException {
        while (server.get(SteadyLoad.question(one.service()))
                        .path("metrics")
                        .path("deployment_frequency")
                        .path("count")
                        .asInt()
                < one.deployments()) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return (System.nanoTime() - one.answeredAt()) / 1e9;
    }
}
