package dev.throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./throughline up} starts: the script itself, in a checkout that is built, with a Java that only writes down what it is told. */
class StartScriptTest {

    private static final Instant BUILT = Instant.parse("2026-01-01T10:00:00Z");

    /** Unpacks the jar and writes a cache as Java does; where there is a file {@code failing}, neither that is named there. */
    private static final String JAVA = """
            #!/usr/bin/env bash
            home=$(cd "$(dirname "$0")/.." && pwd)
            printf '%s\\n' "${THROUGHLINE_URL:-unconfigured}: $*" >>"$home/../calls"
            failing=$(cat "$home/../failing" 2>/dev/null)
            case "$*" in
              *" extract "*)
                [ "$failing" != extract ] || exit 1
                mkdir -p "${*: -1}" && touch "${*: -1}/throughline.jar" ;;
              *" train "*)
                [ "$failing" != train ] || { echo "no port" >&2; exit 1; }
                [ "$failing" != silently ] || exit 0
                for option; do case $option in -XX:AOTCacheOutput=*) touch "${option#*=}" ;; esac; done ;;
            esac
            """;

    @TempDir
    private Path folder;

    private Path root;
    private Path jar;
    private Path ready;
    private Path home;

    @BeforeEach
    void build() throws IOException {
        folder = folder.toRealPath();
        root = Files.createDirectories(folder.resolve("checkout"));
        jar = Files.createDirectories(root.resolve("server/target")).resolve("throughline.jar");
        ready = jar.resolveSibling("start");
        Files.copy(Path.of("../throughline"), root.resolve("throughline"));
        for (String source :
                List.of("pom.xml", ".mvn", "docs", "server/pom.xml", "server/src/main/jvm/server.options")) {
            Path file = root.resolve(source);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        for (String old : List.of(
                "pom.xml",
                ".mvn",
                "docs",
                "server/pom.xml",
                "server/src/main/jvm/server.options",
                "server/src/main/jvm",
                "server/src/main")) {
            age(root.resolve(old), BUILT.minusSeconds(60));
        }
        Files.createFile(jar);
        age(jar, BUILT);
        home = jdk("jdk");
    }

    @Test
    void preparesOnceAndThenStartsOutOfTheCache() throws IOException, InterruptedException {
        assertThat(up().output()).contains("Preparing for fast starts, once …", "Starting Throughline …");
        assertThat(calls()).hasSize(3);
        assertThat(calls().get(1)).endsWith(" train " + ready);
        assertThat(calls().getLast()).isEqualTo(fromCache());

        assertThat(up().output()).containsExactly("Starting Throughline …");
        assertThat(calls()).hasSize(4);
        assertThat(calls().getLast()).isEqualTo(fromCache());
    }

    @Test
    void leavesTheConfigurationOutOfTheTrainingRun() throws IOException, InterruptedException {
        up();

        assertThat(calls().get(1)).startsWith("unconfigured: ");
        assertThat(calls().getLast()).startsWith("https://throughline.example: ");
    }

    @Test
    void preparesAgainForAnotherJar() throws IOException, InterruptedException {
        up();
        age(ready.resolve("java"), BUILT.plusSeconds(10));
        age(jar, BUILT.plusSeconds(20));

        assertPreparesAgain();
    }

    @Test
    void preparesAgainForAnotherJava() throws IOException, InterruptedException {
        up();
        home = jdk("other");

        assertPreparesAgain();
    }

    @Test
    void preparesAgainForAnUpdatedJava() throws IOException, InterruptedException {
        up();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n");

        assertPreparesAgain();
    }

    @Test
    void startsWithoutACacheWhereTheTrainingRunFails() throws IOException, InterruptedException {
        for (String failing : List.of("train", "silently")) {
            Files.deleteIfExists(ready.resolve("java"));
            Files.writeString(folder.resolve("failing"), failing);

            assertThat(up().errors())
                    .containsExactly("throughline: starts will be slow, for the training run failed; "
                            + root.resolve("target/start.log") + " says why");
            assertThat(calls().getLast()).isEqualTo(fromJar());
        }
    }

    @Test
    void saysOnceThatTheTrainingRunFailed() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("failing"), "train");
        up();
        assertThat(root.resolve("target/start.log")).content().contains("no port");

        assertThat(up().errors()).isEmpty();
        assertThat(calls()).hasSize(4);
        assertThat(calls().getLast()).isEqualTo(fromJar());
    }

    @Test
    void leavesNoCacheOfAnotherJarWhereTheTrainingRunFails() throws IOException, InterruptedException {
        up();
        age(ready.resolve("java"), BUILT.plusSeconds(10));
        age(jar, BUILT.plusSeconds(20));
        Files.writeString(folder.resolve("failing"), "train");

        assertThat(up().errors()).hasSize(1);
        assertThat(calls().getLast()).isEqualTo(fromJar());
    }

    @Test
    void startsTheJarThatCannotBeUnpacked() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("failing"), "extract");

        assertThat(up().errors())
                .containsExactly("throughline: starts will be slow, for " + jar + " could not be unpacked; "
                        + root.resolve("target/start.log") + " says why");
        assertThat(calls().getLast()).isEqualTo(fromJar());
        assertThat(ready).doesNotExist();
    }

    private void assertPreparesAgain() throws IOException, InterruptedException {
        assertThat(up().output()).contains("Preparing for fast starts, once …");
        assertThat(calls()).hasSize(6);
        assertThat(calls().getLast()).isEqualTo(fromCache());
    }

    private String fromCache() {
        return "https://throughline.example: @%s -XX:AOTCache=%s -jar %s --port=0"
                .formatted(
                        root.resolve("server/src/main/jvm/server.options"),
                        ready.resolve("throughline.aot"),
                        ready.resolve("throughline.jar"));
    }

    private String fromJar() {
        return "https://throughline.example: @%s -jar %s --port=0"
                .formatted(root.resolve("server/src/main/jvm/server.options"), jar);
    }

    /** What Java was told since the test began, with the configuration it saw. */
    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private record Started(List<String> output, List<String> errors) {}

    private Started up() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        var builder = new ProcessBuilder("bash", root.resolve("throughline").toString(), "up", "--port=0")
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", home.toString());
        builder.environment().put("THROUGHLINE_URL", "https://throughline.example");
        assertThat(builder.start().waitFor()).isZero();
        return new Started(Files.readAllLines(output), Files.readAllLines(errors));
    }

    private Path jdk(String name) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(jdk.resolve("bin").resolve(program), JAVA);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        return jdk;
    }

    private static void age(Path path, Instant changedAt) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(changedAt));
    }
}
