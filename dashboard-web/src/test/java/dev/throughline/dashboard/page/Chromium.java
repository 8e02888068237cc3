package dev.throughline.dashboard.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window. Its absence is a failure, not a reason to skip. */
final class Chromium {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-headless-shell", "google-chrome", "google-chrome-stable");
    private static final int SECONDS = 60;

    private Chromium() {}

    /**
     * What a page came to.
     *
     * @param dom the document after its scripts ran
     * @param console what the browser had to say: errors, refusals, calls of console.log
     */
    record Visit(String dom, List<String> console) {}

    /** Opens a page and lets it run for three seconds of its own time. */
    static Visit visit(String url, String... options) {
        try {
            Path profile = Files.createTempDirectory("chromium");
            try {
                return run(url, profile, options);
            } finally {
                delete(profile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Visit run(String url, Path profile, String... options) throws IOException {
        Path dom = profile.resolve("dom.html");
        Path log = profile.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                binary().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile.resolve("user"),
                "--enable-logging=stderr",
                "--window-size=1280,2000",
                "--virtual-time-budget=3000",
                "--dump-dom"));
        command.addAll(List.of(options));
        command.add(url);
        Process process = new ProcessBuilder(command)
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("Chromium did not finish in " + SECONDS + " s: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Visit(
                Files.readString(dom),
                Files.readAllLines(log).stream()
                        .filter(line -> line.contains(":CONSOLE"))
                        .toList());
    }

    private static Path binary() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .min(Comparator.comparing(
                        path -> NAMES.indexOf(path.getFileName().toString())))
                .orElseThrow(
                        () -> new AssertionError("install one of " + NAMES + ": the pages are tested in a browser"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
