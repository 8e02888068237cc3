package dev.throughline.collector.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-02T09:00:00Z",
                "2026-03-02T09:00:00+01:00",
                "2026-03-02T09:00:00+00:00",
                "2026-03-02T09:00:00-00:00",
                "2026-03-02T23:59:59-11:30",
                "2024-02-29T00:00:00+14:00",
                "1970-01-01T00:00:00+05:30",
                "1969-12-31T23:59:59Z",
                "0001-01-01T00:00:00Z",
                "0000-02-29T00:00:00Z",
                "9999-12-31T23:59:59-17:59",
                "2026-03-02T09:00:00-18:00",
                "2026-03-02T09:00Z",
                "2026-03-02T09:00:00.123456Z",
                "2026-03-02T09:00:00+01:00:30",
                "2026-03-02T09:00:00+01",
                "+12026-03-02T09:00:00Z",
                "2026-03-02t09:00:00z"
            })
    void readsWhatTheLibraryReads(String text) {
        assertThat(GitTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-03-02",
                "2026-03-02T09:00:00",
                "2026-03-02 09:00:00Z",
                "2026-02-29T09:00:00Z",
                "2026-13-02T09:00:00Z",
                "2026-00-02T09:00:00Z",
                "2026-03-32T09:00:00Z",
                "2026-03-02T24:00:00Z",
                "2026-03-02T09:60:00Z",
                "2026-03-02T09:00:60Z",
                "2026-03-02T09:00:00+18:01",
                "2026-03-02T09:00:00+19:00",
                "2026-03-02T09:00:00+01:60",
                "2026-03-02T09:00:00*01:00",
                "2026-03-02T09:00:00Z ",
                "2026-03-02T09:00:0/Z",
                "2026-03-02T09:00:00+01:0a",
                "٢٠٢٦-03-02T09:00:00Z"
            })
    void refusesWhatTheLibraryRefuses(String text) {
        assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> GitTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
