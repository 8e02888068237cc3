package dev.throughline.engine.metric.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.engine.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Days and buckets by the calendars of the world. */
class CalendarIT {

    private static final JdbcClient JDBC = JdbcClient.create(TestDatabase.create());

    @ParameterizedTest
    @CsvSource({
        "2025-03-29T23:00:00Z, 2025-03-30T22:00:00Z, Europe/Berlin, 1", // 23 hours
        "2025-10-25T22:00:00Z, 2025-10-26T23:00:00Z, Europe/Berlin, 1", // 25 hours
        "2025-02-28T23:00:00Z, 2025-03-31T22:00:00Z, Europe/Berlin, 31",
        "2016-01-01T00:00:00Z, 2017-01-01T00:00:00Z, UTC, 366",
        "1990-01-01T00:00:00Z, 2100-01-01T00:00:00Z, UTC, 40177",
        "2025-01-01T00:00:00Z, 2025-01-01T18:00:00Z, UTC, 0.75",
        "2025-01-01T12:00:00Z, 2025-01-03T06:00:00Z, UTC, 1.75",
        "2025-10-25T22:00:00Z, 2025-10-26T10:30:00Z, Europe/Berlin, 0.5", // half of 25 hours
        "2018-11-03T03:00:00Z, 2018-11-05T02:00:00Z, America/Sao_Paulo, 2", // no midnight on the 4th
        "2025-10-25T00:00:00Z, 2025-10-27T01:00:00Z, Atlantic/Azores, 2", // two midnights on the 26th
        "2025-04-05T13:00:00Z, 2025-04-06T13:30:00Z, Australia/Lord_Howe, 1" // back by half an hour
    })
    void countsADayAsOneHoweverLongItIs(Instant from, Instant until, String zone, double days) {
        assertThat(days(from, until, zone)).isCloseTo(days, within(1e-9));
    }

    @Test
    void startsEveryDayOfEveryZoneWhereJavaStartsIt() {
        List<String> zones = JDBC
                .sql("select name from pg_timezone_names where name like '%/%'")
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .filter(zone -> ZoneId.getAvailableZoneIds().contains(zone))
                .filter(zone -> zone.matches("(America|Europe|Asia|Africa|Australia|Atlantic|Pacific)/[A-D].*"))
                .toList();
        LocalDate first = LocalDate.parse("2023-01-01");

        assertThat(zones).hasSizeGreaterThan(50);
        for (String zone : zones) {
            assertThat(JDBC.sql("""
                                    select day_start(date '2023-01-01' + i, :zone)
                                      from generate_series(0, 729) i order by i
                                    """)
                            .param("zone", zone)
                            .query((row, _) ->
                                    row.getObject(1, OffsetDateTime.class).toInstant())
                            .list())
                    .as(zone)
                    .isEqualTo(first.datesUntil(first.plusDays(730))
                            .map(day -> day.atStartOfDay(ZoneId.of(zone)).toInstant())
                            .toList());
        }
    }

    @Test
    void startsWeeksOnMondayAlsoOverNewYear() {
        assertThat(edges("2024-12-20T23:00:00Z", "2025-01-14T23:00:00Z", "week", "Europe/Berlin"))
                .containsExactly(
                        "2024-12-20T23:00:00Z",
                        "2024-12-22T23:00:00Z",
                        "2024-12-29T23:00:00Z", // 2025-W01
                        "2025-01-05T23:00:00Z", // 2025-W02
                        "2025-01-12T23:00:00Z",
                        "2025-01-14T23:00:00Z");
        assertThat(edges("2026-12-30T00:00:00Z", "2027-01-05T00:00:00Z", "week", "Europe/Berlin"))
                .as("the new year lies in 2026-W53")
                .containsExactly("2026-12-30T00:00:00Z", "2027-01-03T23:00:00Z", "2027-01-05T00:00:00Z");
    }

    @Test
    void cutsMonthsInTheZoneAndClipsThemToTheWindow() {
        assertThat(edges("2025-02-10T12:00:00Z", "2025-05-02T00:00:00Z", "month", "Europe/Berlin"))
                .containsExactly(
                        "2025-02-10T12:00:00Z",
                        "2025-02-28T23:00:00Z",
                        "2025-03-31T22:00:00Z",
                        "2025-04-30T22:00:00Z",
                        "2025-05-02T00:00:00Z");
    }

    @Test
    void cutsQuartersAndDays() {
        assertThat(edges("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "quarter", "UTC"))
                .containsExactly(
                        "2025-01-01T00:00:00Z",
                        "2025-04-01T00:00:00Z",
                        "2025-07-01T00:00:00Z",
                        "2025-10-01T00:00:00Z",
                        "2026-01-01T00:00:00Z");
        assertThat(edges("2025-03-28T23:00:00Z", "2025-03-31T22:00:00Z", "day", "Europe/Berlin"))
                .containsExactly(
                        "2025-03-28T23:00:00Z", "2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z", "2025-03-31T22:00:00Z");
    }

    @Test
    void givesOneBucketToAWindowWithinOne() {
        assertThat(edges("2025-01-01T10:00:00Z", "2025-01-01T11:00:00Z", "day", "UTC"))
                .containsExactly("2025-01-01T10:00:00Z", "2025-01-01T11:00:00Z");
    }

    @Test
    void skipsTheDayThatAZoneSkipped() {
        assertThat(edges("2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z", "day", "Pacific/Apia"))
                .containsExactly("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z");
    }

    @Test
    void cutsAtMostTwoThousandBuckets() {
        assertThat(edges("2020-01-01T00:00:00Z", "2025-06-23T00:00:00Z", "day", "UTC"))
                .hasSize(2_001);
        assertThat(edges("2019-12-31T12:00:00Z", "2025-06-21T12:00:00Z", "day", "UTC"))
                .hasSize(2_001);
        assertThatThrownBy(() -> edges("2020-01-01T00:00:00Z", "2025-06-23T00:00:00.000001Z", "day", "UTC"))
                .hasMessageContaining("more than 2000 buckets");
        assertThatThrownBy(() -> edges("0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "day", "UTC"))
                .hasMessageContaining("more than 2000 buckets");
    }

    @Test
    void refusesAWindowThatIsNone() {
        assertThatThrownBy(() -> edges("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "day", "UTC"))
                .hasMessageContaining("is not after");
        assertThatThrownBy(() -> edges("2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z", "fortnight", "UTC"))
                .hasMessageContaining("none of day, week, month, quarter");
        assertThatThrownBy(() -> JDBC.sql("select metric_window('-infinity', now())")
                        .query(Object.class)
                        .single())
                .hasMessageContaining("is not after");
    }

    private static double days(Instant from, Instant until, String zone) {
        return JDBC.sql("""
                        select later.days - earlier.days
                          from day_position(:from, :zone) earlier cross join day_position(:until, :zone) later
                        """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("zone", zone)
                .query(Double.class)
                .single();
    }

    private static List<String> edges(String from, String until, String bucket, String zone) {
        return JDBC.sql("select unnest(bucket_edges(:from, :until, :bucket, :zone))")
                .param("from", Instant.parse(from).atOffset(ZoneOffset.UTC))
                .param("until", Instant.parse(until).atOffset(ZoneOffset.UTC))
                .param("bucket", bucket)
                .param("zone", zone)
                .query((row, _) ->
                        row.getObject(1, OffsetDateTime.class).toInstant().toString())
                .list();
    }
}
