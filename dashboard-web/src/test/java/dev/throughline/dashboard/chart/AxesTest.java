package dev.throughline.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxesTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"1", "7", "30", "90", "180", "366", "1500", "4000", "20000", "3000000"})
    void writesAFewDaysAlongAnyLength(int days) {
        TimeAxis axis = TimeAxis.of(MONDAY, MONDAY.plus(java.time.Duration.ofDays(days)), ZoneOffset.UTC);

        assertThat(axis.ticks()).hasSizeBetween(1, 9);
        assertThat(axis.ticks()).allSatisfy(tick -> assertThat(tick.x()).isBetween(0.0, 100.0));
    }

    @Test
    void writesMonthsOfAYearAndTheYearWhereItBegins() {
        TimeAxis axis = TimeAxis.of(
                Instant.parse("2025-10-15T00:00:00Z"), Instant.parse("2026-04-15T00:00:00Z"), ZoneOffset.UTC);

        assertThat(axis.ticks())
                .extracting(TimeAxis.Tick::label)
                .containsExactly("Nov", "Dec", "2026", "Feb", "Mar", "Apr");
    }

    @Test
    void writesNoDayThatHasNoRoom() {
        TimeAxis weeks = TimeAxis.of(MONDAY, MONDAY.plus(java.time.Duration.ofDays(44)), ZoneOffset.UTC);

        assertThat(weeks.ticks())
                .extracting(TimeAxis.Tick::label, TimeAxis.Tick::isLate)
                .as("13 Apr is two days before the end")
                .containsExactly(
                        tuple("2 Mar", false),
                        tuple("9 Mar", false),
                        tuple("16 Mar", false),
                        tuple("23 Mar", false),
                        tuple("30 Mar", false),
                        tuple("6 Apr", false));
        assertThat(TimeAxis.of(MONDAY, MONDAY.plus(java.time.Duration.ofDays(47)), ZoneOffset.UTC)
                        .ticks()
                        .getLast())
                .as("five days before the end: room on wide screens alone")
                .matches(tick -> tick.label().equals("13 Apr") && tick.isLate());
    }

    @Test
    void hasADayWhereItBeginsInTheZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant from = LocalDate.parse("2026-03-02").atStartOfDay(berlin).toInstant();

        TimeAxis axis = TimeAxis.of(from, from.plusSeconds(4 * 86_400), berlin);

        assertThat(axis.ticks().getFirst()).isEqualTo(new TimeAxis.Tick(0, "2 Mar"));
        assertThat(axis.x(from.plusSeconds(86_400))).isCloseTo(25, within(1e-9));
        assertThat(axis.x(from.minusSeconds(1))).isZero();
    }

    @Test
    void refusesATimeThatEndsBeforeItBegins() {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeAxis.of(MONDAY, MONDAY, ZoneOffset.UTC));
    }

    @Test
    void endsWithARoundValue() {
        assertThat(labels(ValueAxis.linear(17, Double::toString))).containsExactly("0.0", "10.0", "20.0");
        assertThat(labels(ValueAxis.share(0.071, Double::toString))).containsExactly("0.0", "0.05", "0.1");
        assertThat(labels(ValueAxis.share(0.9, Double::toString))).containsExactly("0.0", "0.5", "1.0");
        assertThat(labels(ValueAxis.linear(0, Double::toString))).containsExactly("0.0", "0.5", "1.0");
    }

    @Test
    void hasRoomAboveTheGreatestValueAndBelowTheLeast() {
        ValueAxis axis = ValueAxis.share(1, Double::toString);

        assertThat(axis.y(1)).isGreaterThan(5);
        assertThat(axis.y(0)).isLessThan(100).isEqualTo(axis.floor());
    }

    @Test
    void writesDurationsThatPeopleKnowOnALogarithmicScale() {
        ValueAxis axis = ValueAxis.duration(90, 200_000, Double::toString);

        assertThat(labels(axis)).containsExactly("60.0", "3600.0", "86400.0");
        assertThat(axis.y(60)).isEqualTo(axis.floor());
        assertThat(axis.y(3_600)).isBetween(axis.y(86_400), axis.y(60));
        assertThat(ValueAxis.duration(0, 0, Double::toString).y(0)).isFinite();
    }

    @Test
    void drawsAreasAndLines() {
        Plot plot = new Plot.Drawing(List.of())
                .line(List.of(new Plot.Point(0, 10), new Plot.Point(50, 20)))
                .line(List.of(new Plot.Point(1, 1)))
                .band(
                        List.of(new Plot.Point(0, 5), new Plot.Point(50, 5)),
                        List.of(new Plot.Point(0, 15), new Plot.Point(50, 25)))
                .done();

        assertThat(plot.lines()).containsExactly("M0.0 10.00L500.0 20.00");
        assertThat(plot.bands()).containsExactly("M0.0 5.00L500.0 5.00L500.0 25.00L0.0 15.00Z");
    }

    private static List<String> labels(ValueAxis axis) {
        return axis.ticks().stream().map(ValueAxis.Tick::label).toList();
    }
}
