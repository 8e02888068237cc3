package dev.throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
