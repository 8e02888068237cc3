package dev.throughline.collector.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-08-02T10:41:35.000+00:00, 2026-08-02T10:41:35Z",
        "2026-08-02T10:41:35Z, 2026-08-02T10:41:35Z",
        "2026-08-02T10:41:35.1234567Z, 2026-08-02T10:41:35.123456700Z",
        "2026-08-02T10:41Z, 2026-08-02T10:41:00Z",
        "2025-05-02 11:55:16 +0000, 2025-05-02T11:55:16Z",
        "2021-04-28 21:50:00 +0200, 2021-04-28T19:50:00Z",
        "2016-08-12 15:23:28 UTC, 2016-08-12T15:23:28Z",
        "2017-01-30T18:30:41.962+0100, 2017-01-30T17:30:41.962Z",
        "2017-01-30T18:30:41-05:30, 2017-01-31T00:00:41Z",
        "1502709956, 2017-08-14T11:25:56Z",
    })
    void readsEveryFormThatSendersWrite(String text, Instant time) {
        assertThat(Times.read(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "2026-11-18 05:53:24",
                "2026-11-18T05:53:24.699014",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-02-28T24:00:00Z",
                "2026-11-18",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "10000-01-01T00:00:00Z",
                "99999999999999999999",
                "2026-08-02T10:41:35Z and more",
                "2026-08-02 10:41:35 CET",
            })
    void readsNothingElse(String text) {
        assertThat(Times.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-18 05:53:24.699014, 2026-11-18T05:53:24.699014Z",
        "2026-11-18 05:53:24, 2026-11-18T05:53:24Z",
        "2026-11-18T05:53:24+02:00, 2026-11-18T03:53:24Z",
        "2026-11-18 05:53:24 +0200, 2026-11-18T03:53:24Z",
    })
    void readsATimeWithoutZoneInTheOneThatItsSenderMeans(String text, Instant time) {
        assertThat(Times.readIn(Times.utc(), text)).contains(time);
    }

    @Test
    void readsATimeInAZoneWithSummerTime() {
        assertThat(Times.readIn(ZoneId.of("Europe/Berlin"), "2026-07-01 12:00:00"))
                .contains(Instant.parse("2026-07-01T10:00:00Z"));
    }
}
