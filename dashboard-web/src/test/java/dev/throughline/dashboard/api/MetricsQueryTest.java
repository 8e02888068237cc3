package dev.throughline.dashboard.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsQueryTest {

    private static final Instant NOW = Instant.parse("2026-03-31T22:30:00.123456789Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void asksForThirtyCompleteDaysAndTodayOfEverythingByDefault() {
        assertThat(query())
                .isEqualTo(new MetricsQuery(
                        new Scope(List.of(), null),
                        window("2026-03-01T00:00:00Z", "2026-03-31T22:30:00.123456Z", "UTC"),
                        null,
                        Basis.COMMIT,
                        Profile.DORA,
                        false,
                        null));
    }

    @Test
    void takesFromAProfileWhatItFixes() {
        assertThat(query("profile=gitlab").basis()).isEqualTo(Basis.MERGE);
        assertThat(query("profile=gitlab", "basis=merge").profile()).isEqualTo(Profile.GITLAB);
        assertThat(query("profile=fourkeys", "timezone=UTC").profile()).isEqualTo(Profile.FOURKEYS);
        assertThat(query("profile=datadog", "basis=change").basis()).isEqualTo(Basis.CHANGE);
    }

    @ParameterizedTest
    @CsvSource({"gitlab, basis, commit, merge", "fourkeys, timezone, Europe/Berlin, UTC"})
    void refusesWhatAProfileHasOtherwise(String profile, String parameter, String value, String expected) {
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(() -> query("profile=" + profile, parameter + "=" + value))
                .satisfies(bad -> {
                    assertThat(bad.parameter()).isEqualTo(parameter);
                    assertThat(bad.expected()).startsWith(expected);
                });
    }

    @Test
    void takesTheDaysOfTheZoneByDefault() {
        assertThat(query("timezone=Europe/Berlin").window())
                .as("it is 1 April in Berlin already, and 2 March still was winter time")
                .isEqualTo(window("2026-03-01T23:00:00Z", "2026-03-31T22:30:00.123456Z", "Europe/Berlin"));
    }

    @Test
    void runsFromAStartToNow() {
        assertThat(query("from=2026-03-30").window())
                .isEqualTo(window("2026-03-30T00:00:00Z", "2026-03-31T22:30:00.123456Z", "UTC"));
    }

    @Test
    void startsThirtyDaysBeforeAnEnd() {
        assertThat(query("until=2026-04-10", "timezone=Europe/Berlin").window())
                .isEqualTo(window("2026-03-10T23:00:00Z", "2026-04-09T22:00:00Z", "Europe/Berlin"));
        assertThat(query("until=2026-02-01T12:00:00Z").window())
                .isEqualTo(window("2026-01-02T12:00:00Z", "2026-02-01T12:00:00Z", "UTC"));
    }

    @Test
    void readsDatesInTheZoneAndInstantsWithAnyOffset() {
        assertThat(query("from=2026-01-01", "until=2026-07-01", "timezone=America/New_York")
                        .window())
                .isEqualTo(window("2026-01-01T05:00:00Z", "2026-07-01T04:00:00Z", "America/New_York"));
        assertThat(query("from=2026-01-01T00:00:00+02:00", "until=2026-01-01T00:00:00Z")
                        .window())
                .isEqualTo(window("2025-12-31T22:00:00Z", "2026-01-01T00:00:00Z", "UTC"));
        assertThat(query("from=2026-01-01T00:00:00 02:00", "until=2026-01-01T00:00:00Z")
                        .window())
                .as("the plus was not encoded")
                .isEqualTo(window("2025-12-31T22:00:00Z", "2026-01-01T00:00:00Z", "UTC"));
    }

    @Test
    void readsScopeIntervalAndBasis() {
        assertThat(query("service=a/b", "service=C", "environment=prod", "interval=quarter", "basis=merge"))
                .extracting(MetricsQuery::scope, MetricsQuery::interval, MetricsQuery::basis)
                .containsExactly(new Scope(List.of("a/b", "C"), "prod"), Interval.QUARTER, Basis.MERGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    from     | yesterday                 | a date such as
                    from     | 2026-02-30                | a date such as
                    from     | 2026-02-01T10:00          | a date such as
                    from     | +12026-02-01              | a date such as
                    from     | +12026-02-01T00:00:00Z    | within the years 1 to 9999
                    from     | -0001-02-01               | a date such as
                    from     | 2026-04-01                | before now
                    until    | 0000-01-01                | within the years 1 to 9999
                    interval | fortnight                 | one of day, week, month, quarter
                    interval | Day                       | one of day, week, month, quarter
                    quick_check | perhaps                | one of true, false
                    profile  | devlake                   | one of dora, gitlab, fourkeys, datadog
                    timezone | Mars/Phobos               | an IANA time zone
                    timezone | europe/berlin             | an IANA time zone
                    timezone | +02:00                    | an IANA time zone
                    timezone | UTC+2                     | an IANA time zone
                    basis    | pr                        | one of commit, change, merge
                    envronment | production              | one of service, team
                    """)
    void namesParameterValueAndWhatWouldBeRight(String parameter, String value, String expected) {
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(() -> query(parameter + "=" + value))
                .satisfies(bad -> {
                    assertThat(bad.parameter()).isEqualTo(parameter);
                    assertThat(bad.value()).isEqualTo(value);
                    assertThat(bad.expected()).contains(expected);
                });
    }

    @ParameterizedTest
    @CsvSource({"2026-02-01, 2026-02-01", "2026-02-02, 2026-02-01", "2026-02-01T00:00:00.0000001Z, 2026-02-01"})
    void refusesAnEndThatIsNotAfterTheStart(String from, String until) {
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(() -> query("from=" + from, "until=" + until))
                .satisfies(bad -> assertThat(bad.parameter()).isEqualTo("until"));
    }

    @ParameterizedTest
    @CsvSource({"service", "environment", "from", "until", "interval", "timezone", "basis", "profile", "team"})
    void refusesAnEmptyParameter(String parameter) {
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(() -> query(parameter + "="))
                .satisfies(bad -> assertThat(bad.parameter()).isEqualTo(parameter));
    }

    @Test
    void refusesAStartThatIsNow() {
        Clock midnight = Clock.fixed(Instant.parse("2026-03-31T00:00:00Z"), ZoneOffset.UTC);
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(
                        () -> MetricsQuery.of(Map.of("from", new String[] {"2026-03-31"}), midnight, team -> List.of()))
                .satisfies(bad -> {
                    assertThat(bad.parameter()).isEqualTo("from");
                    assertThat(bad.expected()).isEqualTo("before now, 2026-03-31T00:00:00Z");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"timezone=Europe/Berlin", "from=2026-03-01", "until=2026-03-20", "timezone=Asia/Tokyo"})
    void explainsLaterPartsOverTheWindowOfTheFirst(String parameter) {
        String[] pair = parameter.split("=");
        Map<String, String[]> parameters = new HashMap<>(Map.of(pair[0], new String[] {pair[1]}));
        Window first = MetricsQuery.toExplain(parameters, CLOCK, List::of).window();
        Position place = Position.at(NOW.minusSeconds(60), "1");

        parameters.put("after", new String[] {Cursor.of(place, first.until())});
        Clock later = Clock.offset(CLOCK, Duration.ofDays(2));
        assertThat(MetricsQuery.toExplain(parameters, later, List::of).window()).isEqualTo(first);
        assertThat(Cursor.inTime(Cursor.of(place, first.until()))).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-01T00:00:00Z", "-", "2026-03-01", "-0001-01-01T00:00:00Z", "a"})
    void refusesAPlaceInAWindowThatItDidNotMake(String asked) {
        String cursor = Base64.getUrlEncoder().encodeToString(("2026-03-01T00:00:00Z\n1\n" + asked).getBytes(UTF_8));
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(() -> MetricsQuery.toExplain(Map.of("after", new String[] {cursor}), CLOCK, List::of))
                .satisfies(bad -> assertThat(bad.parameter()).isEqualTo("after"));
    }

    @Test
    void takesATeamForItsServices() {
        assertThat(query("team=payments").scope().services()).containsExactly("payments/till");
    }

    @Test
    void refusesATeamBesideAService() {
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(() -> query("team=payments", "service=acme/shop"))
                .satisfies(bad -> assertThat(bad.parameter()).isEqualTo("team"));
    }

    @Test
    void refusesToChooseBetweenTwoValues() {
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(() -> query("from=2026-01-01", "from=2026-02-01"))
                .satisfies(bad -> assertThat(bad.expected()).isEqualTo("given once"));
    }

    private static MetricsQuery query(String... parameters) {
        Map<String, String[]> byName = Arrays.stream(parameters)
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.groupingBy(
                        pair -> pair[0],
                        Collectors.mapping(
                                pair -> pair[1],
                                Collectors.collectingAndThen(
                                        Collectors.toList(), values -> values.toArray(String[]::new)))));
        return MetricsQuery.of(byName, CLOCK, team -> List.of(team + "/till"));
    }

    private static Window window(String from, String until, String zone) {
        return new Window(Instant.parse(from), Instant.parse(until), ZoneId.of(zone));
    }
}
