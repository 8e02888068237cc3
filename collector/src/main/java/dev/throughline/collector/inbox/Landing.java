package dev.throughline.collector.inbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for bodies that are still arriving. Nothing in it was acknowledged: what a killed process left there is deleted. */
final class Landing {

    private static final Logger log = LoggerFactory.getLogger(Landing.class);
    private static final String SUFFIX = ".arriving";

    private final Path folder;

    Landing(Path folder) {
        this.folder = folder;
        clear();
    }

    /** A new file that is deleted when it is closed. */
    FileChannel open() throws IOException {
        Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
        try {
            return make(file);
        } catch (NoSuchFileException e) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return make(file);
        }
    }

    private static FileChannel make(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
    }

    private void clear() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // nothing has landed here yet
        } catch (IOException e) {
            log.warn("The folder of arriving deliveries cannot be cleared: {}", e.toString());
        }
    }
}
