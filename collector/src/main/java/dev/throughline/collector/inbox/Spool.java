package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that keeps deliveries while the database is away: one file each, on disk before the sender is answered. */
final class Spool {

    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final int VERSION = 2;

    /** Without headers. */
    private static final int FIRST_VERSION = 1;

    private static final String SUFFIX = ".delivery";
    private static final String BROKEN = ".broken";
    private static final String PART = ".part";

    /** Two of the largest bodies: with less space, deliveries may have to be refused. */
    private static final long ROOM = 2L * Bodies.LIMIT;

    /** How long a listing of all files stays valid. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path folder;
    private @Nullable SpoolState seen;
    private long seenAt;

    Spool(Path folder) {
        this.folder = folder;
        clear();
    }

    /** Deletes what a killed process had not completely written: it was never acknowledged. */
    private void clear() {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PART)) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // nothing was ever spooled
        } catch (IOException e) {
            log.warn("The spool cannot be cleared of unfinished files: {}", e.toString());
        }
    }

    /** Writes a delivery; durable when this returns. Returns false when it already exists. */
    boolean write(NewDelivery delivery) throws IOException {
        create();
        Path file = folder.resolve(
                Keys.sha256((delivery.source() + "\n" + delivery.key()).getBytes(StandardCharsets.UTF_8)) + SUFFIX);
        if (Files.exists(file)) {
            return false;
        }
        Path part = folder.resolve(UUID.randomUUID() + PART);
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(encode(delivery));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
            return true;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Some of the waiting files, at most this many. */
    List<Path> files(int limit) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .limit(limit)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that was not completely written. */
    static final class NoDelivery extends Exception {
        private static final long serialVersionUID = 1L;

        private NoDelivery(String message) {
            super(message);
        }
    }

    /**
     * @throws NoDelivery when the file was not completely written
     * @throws IOException when it cannot be read at the moment
     */
    NewDelivery read(Path file) throws IOException, NoDelivery {
        try {
            return decode(file);
        } catch (EOFException e) {
            throw new NoDelivery("the file ends too early");
        }
    }

    private static NewDelivery decode(Path file) throws IOException, NoDelivery {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int version = in.readInt();
            if (version != VERSION && version != FIRST_VERSION) {
                throw new NoDelivery("the file is of another version");
            }
            long size = Files.size(file);
            String contentType = null;
            String source = text(in, size);
            String key = text(in, size);
            String event = text(in, size);
            if (in.readBoolean()) {
                contentType = text(in, size);
            }
            Headers headers = Headers.ofLines(version == FIRST_VERSION ? null : text(in, size));
            Instant receivedAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
            int bytes = in.readInt();
            if (bytes < 0 || bytes > Bodies.LIMIT) {
                throw new NoDelivery("no body has " + bytes + " bytes");
            }
            return new NewDelivery(source, key, event, contentType, headers, receivedAt, bytes, block(in, size));
        }
    }

    void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Sets aside a file that cannot be used. */
    void setAside(Path file) throws IOException {
        Files.move(file, file.resolveSibling(file.getFileName() + BROKEN), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is waiting, at most a second old. */
    synchronized SpoolState state() {
        long now = System.nanoTime();
        SpoolState state = seen;
        if (state == null || now - seenAt > FRESH_NANOS) {
            state = look();
            seen = state;
            seenAt = System.nanoTime();
        }
        return state;
    }

    private SpoolState look() {
        long files = 0;
        long bytes = 0;
        long broken = 0;
        Instant oldest = Instant.MAX;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.endsWith(BROKEN)) {
                    broken++;
                } else if (name.endsWith(SUFFIX)) {
                    BasicFileAttributes file = attributes(entry);
                    if (file != null) {
                        files++;
                        bytes += file.size();
                        Instant at = file.lastModifiedTime().toInstant();
                        oldest = at.isBefore(oldest) ? at : oldest;
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return new SpoolState(0, 0, 0, 0);
        } catch (IOException | DirectoryIteratorException e) {
            throw new UncheckedIOException(new IOException("the spool cannot be read: " + e, e));
        }
        // no file is newer than now, even after a clock was set back
        double age = files == 0
                ? 0
                : Math.max(0.001, Duration.between(oldest, Instant.now()).toNanos() / 1e9);
        return new SpoolState(files, bytes, age, broken);
    }

    /** Null when it has been drained meanwhile. */
    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether a delivery can be written. */
    boolean hasRoom() {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return existing != null
                    && Files.isDirectory(existing)
                    && Files.isWritable(existing)
                    && Files.getFileStore(existing).getUsableSpace() > ROOM;
        } catch (IOException e) {
            return false;
        }
    }

    private void create() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (java.nio.file.FileAlreadyExistsException e) {
                // another request made it meanwhile
            }
        }
    }

    private static byte[] encode(NewDelivery delivery) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(delivery.deflated().length + 1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            block(out, delivery.source().getBytes(StandardCharsets.UTF_8));
            block(out, delivery.key().getBytes(StandardCharsets.UTF_8));
            block(out, delivery.event().getBytes(StandardCharsets.UTF_8));
            out.writeBoolean(delivery.contentType() != null);
            if (delivery.contentType() != null) {
                block(out, delivery.contentType().getBytes(StandardCharsets.UTF_8));
            }
            block(
                    out,
                    Objects.requireNonNullElse(delivery.headers().lines(), "").getBytes(StandardCharsets.UTF_8));
            out.writeLong(delivery.receivedAt().getEpochSecond());
            out.writeInt(delivery.receivedAt().getNano());
            out.writeInt(delivery.bytes());
            block(out, delivery.deflated());
        }
        return bytes.toByteArray();
    }

    private static void block(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @param size of the file: a greater length is invalid */
    private static byte[] block(DataInputStream in, long size) throws IOException, NoDelivery {
        int length = in.readInt();
        if (length < 0 || length > size) {
            throw new NoDelivery("the file has no " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("the file ends too early");
        }
        return bytes;
    }

    private static String text(DataInputStream in, long size) throws IOException, NoDelivery {
        return new String(block(in, size), StandardCharsets.UTF_8);
    }
}
