package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootVersion;

/** Runs them all, or those named: {@code accept}, {@code replay}, {@code link}; the others only when named. */
final class Benchmarks {

    private Benchmarks() {}

    /** Names of benchmarks; the folder of the real histories is the system property {@code history}. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Path.of(System.getProperty("folder", "benchmarks/target"));
        Path history = Path.of(System.getProperty("history", "../shared/data"));
        Set<String> wanted = arguments.length == 0 ? Set.of("accept", "replay", "link") : Set.of(arguments);
        machine(out);
        if (wanted.contains("accept")) {
            new AcceptBenchmark(out, folder).run();
        }
        if (wanted.contains("replay")) {
            new ReplayBenchmark(out, folder, history).run();
        }
        if (wanted.contains("link")) {
            new LinkBenchmark(out, folder).run(20_000, 500, 2, false);
        }
        if (wanted.contains("start")) {
            new StartBenchmark(out, folder, Path.of(System.getProperty("plain", "plain.jar"))).run();
        }
        if (wanted.contains("pages")) {
            new PagesBenchmark(out, folder).run();
        }
        if (wanted.contains("scale")) {
            new ScaleBenchmark(out, folder).run();
        }
        if (wanted.contains("engines")) {
            new EnginesBenchmark(out, folder).run();
        }
        if (wanted.contains("visible")) {
            new VisibleBenchmark(out, folder).run();
        }
        if (wanted.contains("history")) {
            new HistoryBenchmark(out, folder).run();
        }
        OptionalInt minutes = number(wanted, "soak", 30);
        if (minutes.isPresent()) {
            new SoakBenchmark(out, folder).run(minutes.getAsInt());
        }
        OptionalInt pulls = number(wanted, "backfill", 100_000);
        if (pulls.isPresent()) {
            new BackfillBenchmark(out, folder, history).run(pulls.getAsInt());
        }
        if (wanted.contains("link-large")) {
            new LinkBenchmark(out, folder).run(1_000_000, 5_000, 60, true);
        }
    }

    /** Of a benchmark that may be named with a number, as in {@code soak=5}; empty when it is not named. */
    private static OptionalInt number(Set<String> wanted, String name, int usual) {
        return wanted.stream()
                .filter(one -> one.equals(name) || one.startsWith(name + "="))
                .mapToInt(one -> one.equals(name) ? usual : Integer.parseInt(one.substring(name.length() + 1)))
                .findFirst();
    }

    private static void machine(PrintStream out) throws IOException {
        out.printf(
                "%s, %d cores, load %s%n",
                line("/proc/cpuinfo", "model name"), Runtime.getRuntime().availableProcessors(), load());
        out.printf(
                "%s memory, %s %s%n",
                line("/proc/meminfo", "MemTotal"), System.getProperty("os.name"), System.getProperty("os.version"));
        out.printf("Java %s, Spring Boot %s%n", Runtime.version(), SpringBootVersion.getVersion());
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.isReadable(file) ? Files.readString(file).split(" ")[0] : "unknown";
    }

    private static String line(String file, String key) throws IOException {
        if (!Files.isReadable(Path.of(file))) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
