package dev.throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is shipped, with the list of beans that the build made. Runs once it is packaged. */
class PackagedIT {

    @TempDir
    private Path folder;

    /** The training run posts deliveries and asks for pages, and says when one is not answered. */
    @Test
    void answersOutOfThePreparedBeans() throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded");
        Path output = folder.resolve("output");
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("src/main/jvm/server.options").toAbsolutePath(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + loaded,
                        "-jar",
                        Path.of("target/throughline.jar").toAbsolutePath().toString(),
                        "train"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("THROUGHLINE_") || name.startsWith("JAVA_"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("Throughline is ready").doesNotContain("ERROR", "WARN");
        assertThat(Files.readString(loaded))
                .contains("dev.throughline.server.ThroughlineApplication__BeanFactoryRegistrations");
    }

    /** By the script, with a Java whose training run fails. */
    @Test
    void startsWithoutACacheWhereTheTrainingRunFails() throws IOException, InterruptedException {
        Path checkout = checkout();
        Path java = jdk("case \" $* \" in *' train '*) exit 1 ;; esac");

        try (Server server = Server.run(
                folder,
                Map.of("JAVA_HOME", java.toString()),
                List.of("bash", checkout.resolve("throughline").toString(), "up"))) {
            server.awaitReady();

            assertThat(server.output()).contains("Preparing for fast starts, once …", "Starting Throughline …");
            assertThat(server.terminate()).isEqualTo(143);
            assertThat(server.errors())
                    .containsExactly("throughline: starts will be slow, for the training run failed; "
                            + checkout.resolve("target/start.log") + " says why");
        }
    }

    /** The script and the jar, as in a checkout that is built. */
    private Path checkout() throws IOException {
        Path checkout = folder.toRealPath().resolve("checkout");
        Path options = checkout.resolve("server/src/main/jvm/server.options");
        Files.createDirectories(options.getParent());
        Files.copy(Path.of("../throughline"), checkout.resolve("throughline"));
        Files.writeString(
                options, Files.readString(Path.of("src/main/jvm/server.options")) + "-XX:TieredStopAtLevel=1\n");
        for (String beside : List.of("pom.xml", ".mvn", "docs", "server/pom.xml")) {
            Files.createFile(checkout.resolve(beside));
        }
        Path jar = Files.createDirectories(checkout.resolve("server/target")).resolve("throughline.jar");
        Files.copy(Path.of("target/throughline.jar"), jar);
        return checkout;
    }

    /**
     * The JDK that runs the tests.
     *
     * @param first what a shell does before it becomes Java
     */
    private Path jdk(String first) throws IOException {
        Path java = Path.of(System.getProperty("java.home"));
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.copy(java.resolve("release"), jdk.resolve("release"));
        for (String name : List.of("java", "javac")) {
            Path program = Files.writeString(
                    jdk.resolve("bin").resolve(name),
                    "#!/bin/sh\n%s\nexec '%s' \"$@\"\n"
                            .formatted(first, java.resolve("bin").resolve(name)));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return jdk;
    }
}
