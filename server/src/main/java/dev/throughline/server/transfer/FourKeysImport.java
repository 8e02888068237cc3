package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.command.RunningServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends the webhooks that Four Keys kept to a server, as deliveries of their sources. */
final class FourKeysImport {

    private final ArchiveFile file;

    FourKeysImport(ArchiveFile file) {
        this.file = file;
    }

    /**
     * @param pages the address of the server for people
     * @return exit status: 1 when some rows are invalid
     */
    int run(RunningServer server, String pages, PrintStream out, PrintStream err) {
        FourKeysRows rows = new FourKeysRows(sources(server));
        RunningServer.Answer answer =
                server.post("/api/v1/import", "application/x-ndjson", BodyPublishers.ofInputStream(() -> lines(rows)));
        rows.wrong().forEach(line -> err.println(file + " " + line));
        if (answer.status() != 200) {
            throw server.unexpected("/api/v1/import", answer);
        }
        if (rows.taken().isEmpty() && rows.left().isEmpty()) {
            throw CommandFailed.because(
                    "%s is not an export of Four Keys: it needs a row of events_raw as a JSON object on each line"
                            .formatted(file));
        }
        server.settle();
        JsonNode taken = answer.json();
        taken.path("errors")
                .forEach(error -> err.println("%s: a row was refused: %s"
                        .formatted(file, error.path("detail").asString(""))));
        rows.taken().forEach((kind, count) -> out.println("  took over %,d of %s".formatted(count, kind)));
        rows.left().forEach((kind, count) -> out.println("  could not be imported: %,d of %s".formatted(count, kind)));
        out.println("%,d deliveries were not known before. What became of each: %s/deliveries"
                .formatted(taken.path("stored").path("deliveries").asLong(0), pages));
        return rows.bad() + taken.path("bad").asLong(0) > 0 ? 1 : 0;
    }

    private static Set<String> sources(RunningServer server) {
        return server.get("/api/v1/sources?limit=1000")
                .path("items")
                .valueStream()
                .map(source -> source.path("name").asString(""))
                .collect(Collectors.toSet());
    }

    /** The lines of the archive, made while they are read. */
    private InputStream lines(FourKeysRows rows) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8));
            return new SequenceInputStream(new Lines(in, rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Lines implements Enumeration<InputStream> {

        private final BufferedReader in;
        private final FourKeysRows rows;
        private long number;
        private @Nullable String next;
        private boolean isEnded;

        Lines(BufferedReader in, FourKeysRows rows) {
            this.in = in;
            this.rows = rows;
        }

        @Override
        public boolean hasMoreElements() {
            try {
                while (next == null && !isEnded) {
                    String row = in.readLine();
                    if (row == null) {
                        isEnded = true;
                        in.close();
                    } else {
                        number++;
                        Optional<String> line = row.isBlank() ? Optional.empty() : rows.read(number, row);
                        next = line.orElse(null);
                    }
                }
                return next != null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream nextElement() {
            if (!hasMoreElements() || next == null) {
                throw new NoSuchElementException();
            }
            byte[] line = (next + "\n").getBytes(StandardCharsets.UTF_8);
            next = null;
            return new ByteArrayInputStream(line);
        }
    }
}
