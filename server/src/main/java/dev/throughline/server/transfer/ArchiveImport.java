package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.command.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import tools.jackson.databind.JsonNode;

/** Sends an archive to a server. */
final class ArchiveImport {

    private static final String PATH = "/api/v1/import";

    private final ArchiveFile file;

    ArchiveImport(ArchiveFile file) {
        this.file = file;
    }

    /**
     * Returns once it is in the numbers.
     *
     * @param pages the address of the server for people
     * @return exit status: 1 when some lines could not be imported
     */
    int run(RunningServer server, String pages, PrintStream out, PrintStream err) {
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
            out.println("%d deliveries of the server could not be processed. Why: %s/deliveries?status=failed"
                    .formatted(failed, pages));
        }
        if (!taken.path("complete").asBoolean(false)) {
            err.println("throughline: %s has no end: it was cut off when it was written".formatted(file));
        }
        return bad > 0 || !taken.path("complete").asBoolean(false) ? 1 : 0;
    }

    private InputStream opened() {
        try {
            return file.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
