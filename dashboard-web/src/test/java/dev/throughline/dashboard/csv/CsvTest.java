package dev.throughline.dashboard.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.history.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private record Row(
            String title,
            @Nullable Integer leadSeconds,
            List<?> allFlags,
            @Nullable Inner stages) {}

    private record Inner(@Nullable Instant mergedAt, Outcome outcome) {}

    @Test
    void namesColumnsAsTheApiDoes() {
        assertThat(Csv.of(Row.class, List.of()))
                .isEqualTo("title,lead_seconds,all_flags,stages.merged_at,stages.outcome\r\n");
    }

    @Test
    void writesARowForEach() {
        Inner inner = new Inner(Instant.parse("2026-03-02T11:00:00Z"), Outcome.IN_PROGRESS);

        assertThat(rows(new Row("Sell apples", -5, List.of("a", "b"), inner)))
                .isEqualTo("Sell apples,-5,a; b,2026-03-02T11:00:00Z,in_progress");
        assertThat(rows(new Row("", null, List.of(), null))).isEqualTo(",,,,");
        assertThat(rows(new Row("", null, List.of(new Inner(null, Outcome.SUCCESS)), null)))
                .isEqualTo(",,success,,");
    }

    @Test
    void quotesWhatWouldEndACell() {
        assertThat(rows(new Row("Say \"hi\", twice\nor more", null, List.of(), null)))
                .isEqualTo("\"Say \"\"hi\"\", twice\nor more\",,,,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")"})
    void letsNoTextBecomeAFormula(String title) {
        assertThat(rows(new Row(title, null, List.of(), null)).replace("\"", ""))
                .startsWith("'");
    }

    @Test
    void letsNoLineBreakHideAFormula() {
        assertThat(rows(new Row("\r=1", null, List.of(), null))).startsWith("\"'\r=1\"");
    }

    private static String rows(Row row) {
        String csv = Csv.of(Row.class, List.of(row));
        assertThat(csv).endsWith("\r\n");
        return csv.substring(csv.indexOf("\r\n") + 2, csv.length() - 2);
    }
}
