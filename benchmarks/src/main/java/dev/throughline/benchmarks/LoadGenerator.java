package dev.throughline.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that posts one body over and over, each time as a delivery of its own, on some connections at once that
 * each wait for their answer. It stays from round to round, so that its own warming up is not measured, and is one thread, so
 * that it takes little of the processor.
 */
final class LoadGenerator implements AutoCloseable {

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader results;

    private LoadGenerator(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.results = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param body what to post */
    static LoadGenerator start(int port, Path body, int connections) throws IOException {
        return new LoadGenerator(Java.process(
                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        LoadGenerator.class.getName(),
                        String.valueOf(port),
                        body.toString(),
                        String.valueOf(connections))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** One round against one endpoint. */
    Load measure(String path, String event, double seconds) throws IOException {
        orders.write(path + " " + event + " " + seconds + "\n");
        orders.flush();
        String line = results.readLine();
        if (line == null) {
            throw new IllegalStateException("the load generator failed on " + path);
        }
        String[] numbers = line.split(" ");
        return new Load(
                Double.parseDouble(numbers[0]),
                Double.parseDouble(numbers[1]),
                Double.parseDouble(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Port, file of the body, connections; then a line for each round: path, event, seconds. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        byte[] body = Files.readAllBytes(Path.of(arguments[1]));
        String signature = new Signature(ServerProcess.SECRET).of(body);
        try (Connections connections = new Connections(port, Integer.parseInt(arguments[2]));
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ");
                Connections.Round round = connections.run(
                        () -> Connection.post(
                                port, words[0], words[1], UUID.randomUUID().toString(), signature, body),
                        Double.parseDouble(words[2]));
                System.out.println(line(round));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String line(Connections.Round round) {
        long[] sorted = round.nanos();
        Arrays.sort(sorted);
        return "%.1f %.3f %.3f %d"
                .formatted(
                        sorted.length / round.seconds(),
                        at(sorted, 0.5) / 1e6,
                        at(sorted, 0.99) / 1e6,
                        round.refused());
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    /** What came of it: per second, milliseconds, milliseconds, a count. */
    record Load(double perSecond, double p50, double p99, long refused) {}
}
