package dev.throughline.dashboard.weekly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Schedule MONDAY = new Schedule(DayOfWeek.MONDAY, 8, BERLIN);

    @Test
    void reportsTheWeekThatIsOver() {
        assertThat(due(MONDAY, "2026-03-09T07:00:00Z")).contains(LocalDate.of(2026, 3, 2));
        assertThat(due(new Schedule(DayOfWeek.SUNDAY, 23, BERLIN), "2026-03-08T22:30:00Z"))
                .contains(LocalDate.of(2026, 2, 23));
    }

    @Test
    void isDueFromItsHourOnForADay() {
        assertThat(due(MONDAY, "2026-03-09T06:59:59Z")).isEmpty();
        assertThat(due(MONDAY, "2026-03-10T06:59:59Z")).contains(LocalDate.of(2026, 3, 2));
        assertThat(due(MONDAY, "2026-03-10T07:00:00Z")).isEmpty();
    }

    @Test
    void isDueAnHourLaterWhereTheClocksLeaveTheHourOut() {
        Schedule night = new Schedule(DayOfWeek.SUNDAY, 2, BERLIN);

        assertThat(due(night, "2026-03-29T00:59:59Z")).isEmpty();
        assertThat(due(night, "2026-03-29T01:00:00Z")).contains(LocalDate.of(2026, 3, 16));
    }

    @Test
    void cutsWeeksInTheZoneOverTheChangeOfTheClocks() {
        Week week = Week.of(LocalDate.of(2026, 3, 29), BERLIN);

        assertThat(week.window().from()).isEqualTo("2026-03-22T23:00:00Z");
        assertThat(week.window().until()).isEqualTo("2026-03-29T22:00:00Z");
        assertThat(Duration.between(week.window().from(), week.window().until()))
                .hasHours(7 * 24 - 1);
        assertThat(week.ninetyDays().until()).isEqualTo(week.window().until());
        assertThat(week.firstOfDays()).isEqualTo("2025-12-30");
    }

    @Test
    void namesTheFirstWeekByTheYearOfItsThursday() {
        assertThat(Week.of(LocalDate.of(2025, 12, 31), BERLIN).name()).isEqualTo("week 1 of 2026");
        assertThat(Week.of(LocalDate.of(2027, 1, 1), BERLIN).name()).isEqualTo("week 53 of 2026");
    }

    private static Optional<LocalDate> due(Schedule schedule, String now) {
        return schedule.due(Instant.parse(now)).map(Week::monday);
    }
}
