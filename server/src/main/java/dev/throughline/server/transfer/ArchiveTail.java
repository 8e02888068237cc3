package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Copies an archive, and checks its last line to make sure that it is complete. */
final class ArchiveTail {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_END = 1000;

    private final OutputStream to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String last = "";

    ArchiveTail(OutputStream to) {
        this.to = to;
    }

    /**
     * Returns in words how much it was.
     *
     * @throws CommandFailed when it was cut off
     */
    String copy(InputStream in) throws IOException {
        byte[] piece = new byte[1 << 16];
        try {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                to.write(piece, 0, read);
                look(piece, read);
            }
        } catch (IOException e) {
            throw CommandFailed.because("the archive was cut off: " + e.getMessage());
        }
        return end();
    }

    private void look(byte[] piece, int length) {
        for (int i = 0; i < length; i++) {
            if (piece[i] == '\n') {
                last = line.size() > LONGEST_END ? "" : line.toString(StandardCharsets.UTF_8);
                line.reset();
            } else if (line.size() <= LONGEST_END) {
                line.write(piece[i]);
            }
        }
    }

    private String end() {
        try {
            JsonNode end = JSON.readTree(last).path("end");
            if (end.isObject()) {
                return counted(end);
            }
        } catch (JacksonException e) {
            // said below
        }
        throw CommandFailed.because("the archive was cut off: it has no end");
    }

    /** How much it is, e.g. {@code 12 deliveries, 340 commits and 1 verdicts}. */
    static String counted(JsonNode counts) {
        return String.format(
                Locale.ROOT,
                "%,d deliveries, %,d commits and %,d verdicts",
                counts.path("deliveries").asLong(0),
                counts.path("commits").asLong(0),
                counts.path("verdicts").asLong(0));
    }
}
