package dev.throughline.collector.inbox;

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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that keeps deliveries while the database is away: one file each, on disk before the sender is answered. */
final class Spool {

    private static final int VERSION = 1;
    private static final String SUFFIX = ".delivery";

    private final Path folder;

    Spool(Path folder) {
        this.folder = folder;
    }

    /** Writes a delivery; durable when this returns. Answers false when it is there already. */
    boolean write(NewDelivery delivery) throws IOException {
        create();
        Path file = folder.resolve(
                Keys.sha256((delivery.source() + "\n" + delivery.key()).getBytes(StandardCharsets.UTF_8)) + SUFFIX);
        if (Files.exists(file)) {
            return false;
        }
        Path part = folder.resolve(UUID.randomUUID() + ".part");
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

    /** Some of the files that wait, at most so many. */
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

    /** @throws IOException also when the file is none that was written whole */
    NewDelivery read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != VERSION) {
                throw new IOException("the file is of another version");
            }
            long size = Files.size(file);
            String contentType = null;
            String source = text(in, size);
            String key = text(in, size);
            String event = text(in, size);
            if (in.readBoolean()) {
                contentType = text(in, size);
            }
            Instant receivedAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
            int bytes = in.readInt();
            if (bytes < 0 || bytes > Bodies.LIMIT) {
                throw new IOException("no body has " + bytes + " bytes");
            }
            return new NewDelivery(source, key, event, contentType, receivedAt, bytes, block(in, size));
        }
    }

    void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Keeps a file that nothing can be done with, out of the way. */
    void setAside(Path file) throws IOException {
        Files.move(file, file.resolveSibling(file.getFileName() + ".broken"), StandardCopyOption.REPLACE_EXISTING);
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

    /** @param size of the file: a length beyond it is none */
    private static byte[] block(DataInputStream in, long size) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > size) {
            throw new IOException("the file has no " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("the file ends too early");
        }
        return bytes;
    }

    private static String text(DataInputStream in, long size) throws IOException {
        return new String(block(in, size), StandardCharsets.UTF_8);
    }
}
