package dev.throughline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A process that posts one body over and over, each time as a delivery of its own, by some connections at once that each wait
 * for their answer. Prints requests per second, p50 and p99 in milliseconds, and how many were not answered 202.
 */
final class LoadGenerator {

    private static final int MOST_PER_CONNECTION = 20_000;

    private final int port;
    private final String path;
    private final String event;
    private final byte[] body;
    private final String signature;
    private final long nanos;

    private LoadGenerator(int port, String path, String event, byte[] body, double seconds) {
        this.port = port;
        this.path = path;
        this.event = event;
        this.body = body;
        this.signature = new Signature(ServerProcess.SECRET).of(body);
        this.nanos = (long) (seconds * 1e9);
    }

    /** Port, path, event, file of the body, connections, seconds. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        LoadGenerator generator = new LoadGenerator(
                Integer.parseInt(arguments[0]),
                arguments[1],
                arguments[2],
                Files.readAllBytes(Path.of(arguments[3])),
                Double.parseDouble(arguments[5]));
        System.out.println(generator.run(Integer.parseInt(arguments[4])));
    }

    private String run(int connections) throws InterruptedException, ExecutionException {
        List<Callable<long[]>> senders = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            senders.add(() -> send(start + nanos));
        }
        long[] all;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<long[]> latencies = new ArrayList<>();
            for (Future<long[]> sender : threads.invokeAll(senders)) {
                latencies.add(sender.get());
            }
            all = latencies.stream().flatMapToLong(Arrays::stream).toArray();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] answered =
                Arrays.stream(all).filter(latency -> latency >= 0).sorted().toArray();
        return "%.1f %.3f %.3f %d"
                .formatted(
                        answered.length / seconds,
                        at(answered, 0.5) / 1e6,
                        at(answered, 0.99) / 1e6,
                        all.length - answered.length);
    }

    /** Nanoseconds that each request took; -1 for one that was refused. */
    private long[] send(long until) throws IOException {
        long[] latencies = new long[MOST_PER_CONNECTION];
        int count = 0;
        try (Connection connection = new Connection(port)) {
            for (long now = System.nanoTime(); now < until && count < latencies.length; now = System.nanoTime()) {
                String delivery = UUID.randomUUID().toString();
                int status = connection.send(Connection.post(port, path, event, delivery, signature, body));
                latencies[count++] = status == 202 ? System.nanoTime() - now : -1;
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    /** Runs one as a process of its own. */
    static Load measure(int port, String path, String event, Path body, int connections, double seconds)
            throws IOException, InterruptedException {
        Process process = Java.process(
                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        LoadGenerator.class,
                        String.valueOf(port),
                        path,
                        event,
                        body.toString(),
                        String.valueOf(connections),
                        String.valueOf(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("the load generator failed on " + path);
        }
        String[] numbers = line.split(" ");
        return new Load(
                Double.parseDouble(numbers[0]),
                Double.parseDouble(numbers[1]),
                Double.parseDouble(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    /** What came of it: per second, milliseconds, milliseconds, a count. */
    record Load(double perSecond, double p50, double p99, long refused) {}
}
