package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * How long a start takes until the server is ready, on an empty data folder and on one that is there already, as a part of what the plain
 * jar of an earlier commit takes in the same run; how long until a wrong value is refused and until anything is printed; and what an idle
 * server holds.
 */
final class StartBenchmark {

    private static final int ROUNDS = 5;
    private static final int IDLE_SECONDS = 60;

    private final PrintStream out;
    private final Path folder;
    private final List<String> plain;
    private final List<String> product;

    /** @param plain the jar that is compared with, started as its own script started it */
    StartBenchmark(PrintStream out, Path folder, Path plain) {
        this.out = out;
        this.folder = folder.toAbsolutePath();
        this.plain = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xms64m",
                "-Xmx320m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                plain.toAbsolutePath().toString());
        this.product = List.of(Path.of("throughline").toAbsolutePath().toString(), "up");
    }

    void run() throws IOException, InterruptedException {
        List<Double> emptyPlain = new ArrayList<>();
        List<Double> empty = new ArrayList<>();
        List<Double> againPlain = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> refusedPlain = new ArrayList<>();
        List<Double> refused = new ArrayList<>();
        List<Double> unknown = new ArrayList<>();
        List<Double> printed = new ArrayList<>();
        long idle = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path dataOfPlain = Files.createTempDirectory(Files.createDirectories(folder), "start-plain");
            Path data = Files.createTempDirectory(folder, "start");
            emptyPlain.add(start(plain, dataOfPlain, 0).seconds());
            empty.add(start(product, data, 0).seconds());
            againPlain.add(start(plain, dataOfPlain, 0).seconds());
            Started started = start(product, data, round == ROUNDS - 1 ? IDLE_SECONDS : 0);
            again.add(started.seconds());
            idle = started.resident();
            refusedPlain.add(refusal(plain, "--port=99999", data));
            refused.add(refusal(product, "--port=99999", data));
            unknown.add(refusal(product, "--prot=8080", data));
            printed.add(firstOutput(data));
            FileSystemUtils.deleteRecursively(dataOfPlain);
            FileSystemUtils.deleteRecursively(data);
        }
        out.printf("%nStarts: medians of %d, in turn with the plain jar%n", ROUNDS);
        compare("ready, on a data folder that is there", again, againPlain, 0.25);
        compare("ready, on an empty folder", empty, emptyPlain, 0.35);
        compare("a wrong port refused", refused, refusedPlain, 0.35);
        out.printf(Locale.ROOT, "  %.2f s until an unknown key is refused%n", median(unknown));
        out.printf("  %s s until anything is printed; wanted: 0.30%n", verdict(median(printed), 0.3));
        out.printf("  %s MB resident after %d idle seconds; wanted: 250%n", verdict(idle / 1e6, 250), IDLE_SECONDS);
    }

    private void compare(String what, List<Double> times, List<Double> plain, double wanted) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            ratios.add(times.get(i) / plain.get(i));
        }
        out.printf(
                Locale.ROOT,
                "  %s of the plain jar's time: %s after %.2f of %.2f s; wanted: %.2f%n",
                verdict(median(ratios), wanted),
                what,
                median(times),
                median(plain),
                wanted);
    }

    private record Started(double seconds, long resident) {}

    /** Starts, waits until it is ready and for so many seconds more, and stops it. */
    private Started start(List<String> command, Path data, int idleSeconds) throws IOException, InterruptedException {
        int port = freePort();
        URI address = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        long begun = System.nanoTime();
        Process process = process(command, data, "--port=" + port, "--data=" + data.resolve("data"))
                .redirectOutput(folder.resolve("start.log").toFile())
                .start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http, address)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("it ended; see start.log in " + folder);
                }
                Thread.sleep(10);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Thread.sleep(idleSeconds * 1000L);
            return new Started(seconds, ServerProcess.memory(process, "VmRSS"));
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static boolean isReady(HttpClient http, URI address) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private double refusal(List<String> command, String argument, Path data) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = process(command, data, argument)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 1) {
            throw new IllegalStateException(argument + " was not refused");
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private double firstOutput(Path data) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = process(product, data, "--port=99999").start();
        try (var output = process.getInputStream()) {
            output.read();
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            process.waitFor();
        }
    }

    private static ProcessBuilder process(List<String> command, Path folder, String... arguments) {
        var builder = new ProcessBuilder(
                        Stream.concat(command.stream(), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("THROUGHLINE_"));
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String verdict(double number, double most) {
        return Verdict.of(number, number <= most);
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().toList().get(numbers.size() / 2);
    }
}
