package dev.throughline.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The server as a process of its own, in a folder of its own, on a port that the system chooses. */
final class Server implements AutoCloseable {

    private final Process process;
    private final Path folder;
    private final Path output;
    private final Path errors;

    private Server(Process process, Path folder, Path output, Path errors) {
        this.process = process;
        this.folder = folder;
        this.output = output;
        this.errors = errors;
    }

    static Server start(Path folder) throws IOException {
        return start(folder, Map.of(), List.of());
    }

    static Server start(Path folder, Map<String, String> variables, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx320m",
                "-cp",
                classPath(),
                "dev.throughline.server.ThroughlineApplication"));
        command.addAll(arguments);
        return run(folder, variables, command);
    }

    /** One that another command starts. */
    static Server run(Path folder, Map<String, String> variables, List<String> command) throws IOException {
        Path output = Files.createTempFile("server", ".out");
        Path errors = Files.createTempFile("server", ".err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("THROUGHLINE_") || name.startsWith("JAVA_"));
        if (!Files.exists(folder.resolve("throughline.yml"))) {
            builder.environment().put("THROUGHLINE_PORT", "0");
        }
        builder.environment().putAll(variables);
        return new Server(builder.start(), folder, output, errors);
    }

    /** What the packaged server has, without the tests. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    void awaitReady() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plusSeconds(240);
        while (output().stream().noneMatch(line -> line.startsWith("Throughline is ready"))) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new AssertionError("not ready: " + output() + errors());
            }
            Thread.sleep(50);
        }
    }

    /** The process of its database. */
    long postgres() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"))
                .getFirst()
                .strip());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    int terminate() throws InterruptedException {
        process.destroy();
        return exitStatus();
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("still running");
        }
        return process.exitValue();
    }

    List<String> output() throws IOException {
        return Files.readAllLines(output);
    }

    List<String> errors() throws IOException {
        return Files.readAllLines(errors);
    }

    static boolean isGoneWithin(Duration time, long pid) throws InterruptedException {
        Instant deadline = Instant.now().plus(time);
        while (ProcessHandle.of(pid).isPresent()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.delete(output);
        Files.delete(errors);
    }
}
