package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of lines, which is compressed when its name ends in {@code .gz}. */
record ArchiveFile(Path file) {

    /** Whether it can be read, before a server is looked for. @throws CommandFailed if not */
    void check() {
        if (!Files.exists(file)) {
            throw CommandFailed.because("there is no file " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw CommandFailed.because("%s cannot be read: permission denied, or no file".formatted(file));
        }
        try (InputStream in = open()) {
            in.read();
        } catch (ZipException e) {
            throw CommandFailed.because("%s is not compressed with gzip, as its name says".formatted(file));
        } catch (IOException e) {
            throw CommandFailed.because("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    InputStream open() throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(plain, 1 << 16) : plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
