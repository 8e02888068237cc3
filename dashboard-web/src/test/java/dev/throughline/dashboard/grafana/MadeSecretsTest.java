package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes the secrets of docker compose, run by the shell; only chown is left out, which needs root. */
class MadeSecretsTest {

    private static final Path SCRIPT = Path.of("../deploy/secrets/make.sh");

    @TempDir
    private Path programs;

    @TempDir
    private Path folder;

    @BeforeEach
    void leaveOutChown() throws IOException {
        Path chown = Files.writeString(programs.resolve("chown"), "#!/bin/sh\necho \"$1\" >>\"$0.log\"\n");
        Files.setPosixFilePermissions(chown, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void makesSixDifferentSecretsThatOthersCannotRead() throws Exception {
        run(Map.of());

        assertThat(secrets()).hasSize(6).doesNotContainKey(".new").allSatisfy((name, secret) -> {
            assertThat(secret).matches("[0-9a-f]{64}\n");
            assertThat(mode(folder.resolve(name))).matches("r--(---|r--)---");
        });
        assertThat(secrets().values()).doesNotHaveDuplicates();
        assertThat(mode(folder)).isEqualTo("rwx--x--x");
    }

    @Test
    void givesEachSecretToTheServicesThatReadIt() throws Exception {
        run(Map.of());

        assertThat(Files.readAllLines(programs.resolve("chown.log")))
                .containsExactly("999:999", "10001:999", "10001:10001", "10001:10001", "472:999", "472:472");
    }

    @Test
    void leavesWhatItMade() throws Exception {
        run(Map.of());
        Map<String, String> made = secrets();

        assertThat(run(Map.of())).isEmpty();
        assertThat(secrets()).isEqualTo(made);
    }

    @Test
    void takesWhatDotEnvNamesAndNeverSaysIt() throws Exception {
        run(Map.of());
        Map<String, String> expected = secrets();
        expected.put("api-token", "new $(id) \\n,old\n");

        assertThat(run(Map.of("THROUGHLINE_API_TOKEN", "new $(id) \\n,old", "POSTGRES_PASSWORD", "")))
                .isEqualTo("secrets: api-token from .env\n");
        assertThat(secrets()).isEqualTo(expected);
        run(Map.of());
        assertThat(secrets()).isEqualTo(expected);
    }

    private String run(Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", SCRIPT.toString(), folder.toString()).redirectErrorStream(true);
        shell.environment().putAll(variables);
        shell.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Map<String, String> secrets() throws IOException {
        Map<String, String> secrets = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> secrets.put(file.getFileName().toString(), read(file)));
        }
        return secrets;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
