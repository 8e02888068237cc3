package dev.throughline.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.server.transfer.CsvReader.BadRecord;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of comma-separated values, and the times in them. */
class DevLakeCsvTest {

    @Test
    void readsQuotesCommasAndEndsOfLines() throws Exception {
        assertThat(all("\uFEFFa,b,c\r\n\"1,\"\"2\"\"\",\"x\r\ny\n\",\n\n,,\"\"\r3,4\"5,6"))
                .containsExactly(
                        List.of("a", "b", "c"),
                        List.of("1,\"2\"", "x\r\ny\n", ""),
                        List.of("", "", ""),
                        List.of("3", "4\"5", "6"));
    }

    @Test
    void takesNullForNothingUnlessItIsQuoted() throws Exception {
        assertThat(all("NULL,\\N,\"NULL\",null")).containsExactly(List.of("", "", "NULL", "null"));
    }

    @Test
    void knowsTheLineOfARecordBehindOneOfSeveralLines() throws Exception {
        try (CsvReader csv = new CsvReader(new StringReader("a\r\n\"1\n2\n\"\n\nlast"))) {
            csv.next();
            assertThat(csv.line()).isEqualTo(1);
            csv.next();
            assertThat(csv.line()).isEqualTo(2);
            assertThat(csv.next()).containsExactly("last");
            assertThat(csv.line()).isEqualTo(6);
            assertThat(csv.next()).isNull();
        }
    }

    @Test
    void goesOnBehindTextThatFollowsAQuote() throws Exception {
        try (CsvReader csv = new CsvReader(new StringReader("\"a\"b,c\nd,e\n"))) {
            assertThatThrownBy(csv::next).isInstanceOf(BadRecord.class).hasMessageContaining("behind a closing quote");
            assertThat(csv.next()).containsExactly("d", "e");
        }
    }

    @Test
    void endsWhereAQuoteIsNotClosed() throws Exception {
        try (CsvReader csv = new CsvReader(new StringReader("a,\"b\nc,d\n"))) {
            assertThatThrownBy(csv::next).isInstanceOf(BadRecord.class).hasMessageContaining("not closed");
            assertThat(csv.next()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05 09:00:00, 2026-01-05T09:00:00Z",
        "2026-01-05 09:00:00.123, 2026-01-05T09:00:00.123Z",
        "2026-01-05T09:00:00+02:00, 2026-01-05T07:00:00Z",
        "2026-01-05 09:00:00+00, 2026-01-05T09:00:00Z",
        "2026-01-05 09:00:00 +0200 UTC, 2026-01-05T07:00:00Z",
        "2026-01-05 09:00:00 UTC, 2026-01-05T09:00:00Z"
    })
    void readsTimesAsDatabasesWriteThem(String text, Instant time) {
        DevLakeRow row = new DevLakeRow("x.csv line 2", Map.of("at", 0), List.of(text));

        assertThat(row.time("at")).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"soon", "2026-02-30 09:00:00", "0001-01-01 00:00:00", "2026-01-05"})
    void refusesWhatIsNoTime(String text) {
        DevLakeRow row = new DevLakeRow("x.csv line 2", Map.of("at", 0), List.of(text));

        assertThatThrownBy(() -> row.time("at")).hasMessage("at is not a time since 1970");
    }

    private static List<List<String>> all(String text) throws IOException, BadRecord {
        List<List<String>> records = new ArrayList<>();
        try (CsvReader csv = new CsvReader(new StringReader(text))) {
            for (List<String> next = csv.next(); next != null; next = csv.next()) {
                records.add(next);
            }
        }
        return records;
    }
}
