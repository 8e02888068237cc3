package dev.throughline.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    @Test
    void drawsABarOnATerminal() {
        Progress progress = new Progress(stream, true, 3, "deliveries");

        progress.advance();
        progress.interrupt();
        progress.advance();
        progress.advance();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\r  █████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░ 1 of 3 deliveries" + System.lineSeparator())
                .endsWith("\r  ████████████████████████████████████████ 3 of 3 deliveries" + System.lineSeparator());
    }

    @Test
    void printsALinePerTenthElsewhere() {
        Progress progress = new Progress(stream, false, 1_000, "commits");

        for (int i = 0; i < 1_000; i++) {
            progress.advance();
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(11)
                .startsWith("  1 of 1,000 commits")
                .endsWith("  1,000 of 1,000 commits");
    }
}
