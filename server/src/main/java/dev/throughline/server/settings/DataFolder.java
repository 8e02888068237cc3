package dev.throughline.server.settings;

import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that keeps what one installation must not lose. Readable by its owner only. */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private @Nullable FileChannel lock;

    private DataFolder(Path path) {
        this.path = path;
    }

    /** Creates the folder if it does not exist. Refuses one that cannot be written to. */
    static DataFolder open(String configured) {
        Path path = Path.of(configured).toAbsolutePath().normalize();
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            makeOwnerOnly(path);
            Files.delete(Files.createTempFile(path, "writable", ""));
        } catch (IOException e) {
            throw StartRefused.because(
                    "cannot write to the data folder %s (THROUGHLINE_DATA): %s".formatted(path, reason(e)));
        }
        return new DataFolder(path);
    }

    public Path path() {
        return path;
    }

    /** A folder inside, created if it does not exist, for its owner only. */
    public Path folder(String name) {
        try {
            return makeOwnerOnly(path.resolve(name));
        } catch (IOException e) {
            throw StartRefused.because("cannot write to %s: %s".formatted(path.resolve(name), reason(e)));
        }
    }

    /** Prevents other processes from running a database in this folder, until this one ends. */
    void lock() {
        Path file = path.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw StartRefused.because(
                        "the data folder %s is in use by another Throughline%s: stop it, or set THROUGHLINE_DATA"
                                .formatted(path, holder.isEmpty() ? "" : " (process " + holder + ")"));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            lock = channel;
        } catch (IOException e) {
            throw StartRefused.because("cannot lock %s: %s".formatted(file, reason(e)));
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** An existing non-empty folder keeps its permissions: others may use it too. */
    private static Path makeOwnerOnly(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else if (isEmpty(folder) && Files.isWritable(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NotDirectoryException file -> file.getFile() + " is not a folder";
            case FileAlreadyExistsException file -> file.getFile() + " is not a folder";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.toString();
        };
    }
}
