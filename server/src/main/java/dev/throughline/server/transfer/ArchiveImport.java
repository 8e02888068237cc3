package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.command.RunningServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.databind.JsonNode;

/** Hands an archive to a server. */
final class ArchiveImport {

    private static final String PATH = "/api/v1/import";

    private final Path file;

    ArchiveImport(Path file) {
        this.file = file;
    }

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

    /** Answers once it is in the numbers. @return exit status: 1 when some lines could not be taken over */
    int run(RunningServer server, PrintStream out, PrintStream err) {
        RunningServer.Answer answer =
                server.post(PATH, "application/x-ndjson", BodyPublishers.ofInputStream(this::opened));
        if (answer.status() == 400) {
            throw CommandFailed.because("%s: %s".formatted(file, answer.complaint()));
        }
        if (answer.status() != 200) {
            throw server.unexpected(PATH, answer);
        }
        JsonNode taken = answer.json();
        taken.path("errors")
                .forEach(error -> err.println("%s line %d: %s"
                        .formatted(
                                file,
                                error.path("line").asLong(0),
                                error.path("detail").asString(""))));
        long bad = taken.path("bad").asLong(0);
        long unnamed = bad - taken.path("errors").size();
        if (unnamed > 0) {
            err.println("… and %d lines more".formatted(unnamed));
        }
        long failed = server.settle();
        out.println("Read " + ArchiveTail.counted(taken.path("read")) + ", of which were not known before "
                + ArchiveTail.counted(taken.path("stored")) + ".");
        if (failed > 0) {
            out.println(
                    "%d deliveries of the server could not be processed: GET /api/v1/deliveries?status=failed says why."
                            .formatted(failed));
        }
        if (!taken.path("complete").asBoolean(false)) {
            err.println("throughline: %s has no end: it was cut off when it was written".formatted(file));
        }
        return bad > 0 || !taken.path("complete").asBoolean(false) ? 1 : 0;
    }

    private InputStream opened() {
        try {
            return open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream open() throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(plain, 1 << 16) : plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }
}
