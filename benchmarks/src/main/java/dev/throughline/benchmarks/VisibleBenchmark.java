package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

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
    private static final long READ_EVERY_MILLIS = 50;
    private static final long LOOK_EVERY_MILLIS = 50;
    /** No divisor of the number of services: each has its turn. */
    private static final int FOLLOWED_ONE_OF = 23;

    private static final int FOLLOWED_AT_ONCE = 4;

    private final PrintStream out;
    private final Path folder;
    private volatile boolean isOver;

    VisibleBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** @param deployments that are counted once it is visible */
    private record Followed(PushedService service, int deployments, long answeredAt) {}

    void run() throws IOException, InterruptedException, ExecutionException {
        out.printf("%nVisible: %d deliveries a second to %d services, for %d s%n", A_SECOND, SERVICES, SECONDS);
        try (ServerProcess server = ServerProcess.start(folder)) {
            List<PushedService> services = IntStream.range(0, SERVICES)
                    .mapToObj(number -> new PushedService(server.port(), number))
                    .toList();
            measure(server, services, 0, WARM_UP_SECONDS);
            tell("with nothing else to do", measure(server, services, 0, SECONDS));
            tell("beside %d readers".formatted(READERS), measure(server, services, READERS, SECONDS));
        }
    }

    private void tell(String how, double[] seconds) {
        double p99 = seconds[(int) (0.99 * seconds.length)];
        out.printf(
                "  %s s p99, %.2f s p50 of %d %s; wanted: p99 at most 1%n",
                Verdict.of(p99, p99 <= 1), seconds[seconds.length / 2], seconds.length, how);
    }

    /** Seconds until they were visible, in order. */
    private double[] measure(ServerProcess server, List<PushedService> services, int readers, int seconds)
            throws InterruptedException, ExecutionException, IOException {
        isOver = false;
        List<Future<Double>> followed = new ArrayList<>();
        Semaphore following = new Semaphore(FOLLOWED_AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection sender = new Connection(server.port())) {
            List<Future<Void>> reading = new ArrayList<>();
            for (int reader = 0; reader < readers; reader++) {
                reading.add(threads.submit(reader(server, services.get(reader))));
            }
            long start = System.nanoTime();
            for (int sent = 0; sent < A_SECOND * seconds; sent += 2) {
                long at = start + TimeUnit.SECONDS.toNanos(sent) / A_SECOND;
                LockSupport.parkNanos(at - System.nanoTime());
                PushedService service = services.get(sent / 2 % services.size());
                post(sender, service.push());
                post(sender, service.deploy());
                Followed one = new Followed(service, service.deployments(), System.nanoTime());
                if (sent / 2 % FOLLOWED_ONE_OF == 0 && following.tryAcquire()) {
                    followed.add(threads.submit(() -> {
                        try {
                            return follow(server, one);
                        } finally {
                            following.release();
                        }
                    }));
                }
            }
            double[] visible = new double[followed.size()];
            for (int i = 0; i < visible.length; i++) {
                visible[i] = followed.get(i).get();
            }
            isOver = true;
            for (Future<Void> reader : reading) {
                reader.get();
            }
            server.settle();
            Arrays.sort(visible);
            return visible;
        } finally {
            isOver = true;
        }
    }

    private static void post(Connection connection, byte[] delivery) throws IOException {
        int status = connection.send(delivery);
        if (status != 202) {
            throw new IllegalStateException("a delivery was answered " + status);
        }
    }

    private static double follow(ServerProcess server, Followed one) throws IOException, InterruptedException {
        while (server.get(question(one.service()))
                        .path("metrics")
                        .path("deployment_frequency")
                        .path("count")
                        .asInt()
                < one.deployments()) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return (System.nanoTime() - one.answeredAt()) / 1e9;
    }

    private Callable<Void> reader(ServerProcess server, PushedService service) {
        return () -> {
            byte[] one = Connection.get(server.port(), question(service) + "&interval=week");
            byte[] all =
                    Connection.get(server.port(), "/api/v1/metrics?from=2026-01-01&until=2027-01-01&interval=month");
            try (Connection connection = new Connection(server.port())) {
                for (int asked = 0; !isOver; asked++) {
                    connection.send(asked % 2 == 0 ? one : all);
                    Thread.sleep(READ_EVERY_MILLIS);
                }
            }
            return null;
        };
    }

    private static String question(PushedService service) {
        return "/api/v1/metrics?from=2026-01-01&until=2027-01-01&service=" + service.name();
    }
}
