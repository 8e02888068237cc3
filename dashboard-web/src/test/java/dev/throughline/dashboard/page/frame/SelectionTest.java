package dev.throughline.dashboard.page.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.metric.Window;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    private static final Instant NOW = Instant.parse("2026-03-31T22:30:00.123456Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-04-01T00:00:00Z");

    @Test
    void looksBackAsFarAsPagesUsuallyDo() {
        assertThat(at(NOW, "").window()).isEqualTo(Window.trailing(Window.USUAL_DAYS_OF_PAGES, NOW, ZoneId.of("UTC")));
        assertThat(at(NOW, "").period()).isEqualTo("90d");
        assertThat(at(NOW, "until=2026-03-31").window())
                .isEqualTo(window("2025-12-31T00:00:00Z", "2026-03-31T00:00:00Z", "UTC"));
    }

    @Test
    void takesThePeriodThatIsChosenAndTodayUpToNow() {
        assertThat(at(NOW, "period=30d").window()).isEqualTo(window("2026-03-01T00:00:00Z", NOW.toString(), "UTC"));
        assertThat(at(NOW, "period=12m").window()).isEqualTo(window("2025-03-31T00:00:00Z", NOW.toString(), "UTC"));
        assertThat(at(NOW, "period=30d&timezone=Europe/Berlin").window())
                .as("it is 1 April there")
                .isEqualTo(window("2026-03-01T23:00:00Z", NOW.toString(), "Europe/Berlin"));
        assertThat(at(NOW, "period=30d").span()).isEqualTo("2026-03-01 to 2026-03-31, today so far");
    }

    @Test
    void runsFromADayToNow() {
        assertThat(at(NOW, "from=2026-03-31").window())
                .isEqualTo(window("2026-03-31T00:00:00Z", NOW.toString(), "UTC"));
        assertThat(at(NOW, "from=2026-03-31").span()).isEqualTo("2026-03-31 to 2026-03-31, today so far");
    }

    @Test
    void hasNothingOfADayThatBeginsNow() {
        assertThat(at(MIDNIGHT, "period=30d").window())
                .isEqualTo(window("2026-03-02T00:00:00Z", "2026-04-01T00:00:00Z", "UTC"));
        assertThat(at(MIDNIGHT, "period=30d").span()).isEqualTo("2026-03-02 to 2026-03-31");
        assertThat(at(MIDNIGHT, "from=2026-03-31").until()).hasToString("2026-04-01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-04-01T00:00:00Z | from=2026-04-01 | from  | at the latest 2026-03-31
                    2026-03-31T22:30:00Z | from=2026-04-01 | from  | at the latest 2026-03-31
                    2026-03-31T22:00:00Z | from=2026-04-01&timezone=Europe/Berlin | from | at the latest 2026-03-31
                    2026-03-31T22:30:00Z | from=2026-04-01&until=2026-04-30 | from | at the latest 2026-03-31
                    2026-03-31T22:30:00Z | until=2026-07-15 | until | at the latest 2026-06-29
                    2026-03-31T22:30:00Z | from=1800-01-01 | from  | of the years 1970 to 9999
                    2026-03-31T22:30:00Z | until=yesterday | until | a date such as
                    2026-03-31T22:30:00Z | from=2011-12-30&until=2011-12-31&timezone=Pacific/Apia | until | after from
                    2026-03-31T22:30:00Z | from=2026-01-02&until=2026-01-02 | until | after from, 2026-01-02
                    2026-03-31T22:30:00Z | period=forever  | period | one of 30d, 90d, 180d, 12m
                    2026-03-31T22:30:00Z | service=acme    | service | left out
                    2026-03-31T22:30:00Z | basis=lines     | basis  | one of commit, change, merge
                    2026-03-31T22:30:00Z | profile=gitlab&basis=commit | basis | as GitLab counts
                    2026-03-31T22:30:00Z | profile=fourkeys&timezone=Europe/Berlin | timezone | as Four Keys counts
                    2026-03-31T22:30:00Z | asked=now       | asked | as a link
                    2026-03-31T22:30:00Z | asked=1900-01-01T00:00:00Z | asked | as a link
                    2026-03-31T22:30:00Z | asked=+1000000-01-01T00:00:00Z | asked | as a link
                    """)
    void namesParameterAndWhatWouldBeRight(String now, String query, String parameter, String expected) {
        assertThatExceptionOfType(BadParameter.class)
                .isThrownBy(() -> at(Instant.parse(now), query))
                .satisfies(bad -> {
                    assertThat(bad.parameter()).isEqualTo(parameter);
                    assertThat(bad.expected()).contains(expected);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    period=30d
                    from=2026-03-01
                    until=2026-03-20
                    from=2026-03-01&until=2026-05-01
                    period=12m&timezone=Asia/Tokyo
                    """)
    void staysWithItsWindowOnLaterPages(String query) {
        Selection first = at(NOW, query);
        Selection second = at(NOW.plusSeconds(100_000), first.after("a", "1").substring(1));
        Selection third = at(NOW.plusSeconds(900_000), second.after("b", "2").substring(1));

        assertThat(second.window()).isEqualTo(first.window());
        assertThat(third.window()).isEqualTo(first.window());
        assertThat(third.query())
                .as("other links are of now")
                .doesNotContain("asked")
                .doesNotContain("after");
    }

    private static Window window(String from, String until, String zone) {
        return new Window(Instant.parse(from), Instant.parse(until), ZoneId.of(zone));
    }

    private static Selection at(Instant now, String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Stream.of(query.split("&"))
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> parameters.put(
                        pair.substring(0, pair.indexOf('=')),
                        URLDecoder.decode(
                                pair.substring(pair.indexOf('=') + 1).replace("+", "%2B"), StandardCharsets.UTF_8)));
        return Selection.parse(parameters, Clock.fixed(now, ZoneOffset.UTC), "after", "id");
    }
}
