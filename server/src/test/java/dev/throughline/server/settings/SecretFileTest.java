package dev.throughline.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    @TempDir
    private Path temporary;

    @Test
    void keepsTheSecretItMade() {
        String first = SecretFile.readOrMake(folder(), "token").secret().reveal();

        assertThat(first).hasSize(43);
        assertThat(SecretFile.readOrMake(folder(), "token").secret().reveal()).isEqualTo(first);
        assertThat(SecretFile.readOrMake(folder(), "other").secret().reveal()).isNotEqualTo(first);
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Path file = SecretFile.readOrMake(folder(), "token").path();

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(temporary.resolve("data/secrets"))).isEqualTo("rwx------");
        assertThat(mode(temporary.resolve("data"))).isEqualTo("rwx------");
    }

    @Test
    void revealsOnceEvenAfterARestart() {
        SecretFile file = SecretFile.readOrMake(folder(), "token");

        assertThat(file.revealOnce().map(Secret::reveal)).contains(file.secret().reveal());
        assertThat(file.revealOnce()).isEmpty();
        assertThat(SecretFile.readOrMake(folder(), "token").revealOnce()).isEmpty();
    }

    @Test
    void leavesThePermissionsOfSomebodyElsesFolderAlone() throws IOException {
        Path shared = Files.createDirectory(
                temporary.resolve("shared"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.createFile(shared.resolve("theirs"));

        DataFolder.open(shared.toString());

        assertThat(mode(shared)).isEqualTo("rwxr-xr-x");
    }

    private DataFolder folder() {
        return DataFolder.open(temporary.resolve("data").toString());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
