package dev.throughline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void comesAfterAsManyWholeDaysWhateverTheClocksDid() {
        // clocks are put forward on 2025-03-30
        Window spring = days("2025-03-25", "2025-04-04");

        assertThat(spring.previous()).isEqualTo(days("2025-03-15", "2025-03-25"));
        assertThat(days("2025-04-04", "2025-04-14").previous()).isEqualTo(spring);
    }

    @Test
    void comesAfterOneThatEndsWhereItBegins() {
        Window today = new Window(at("2025-06-10T00:00"), at("2025-06-10T09:30"), BERLIN);

        assertThat(today.previous()).isEqualTo(new Window(at("2025-06-09T14:30"), today.from(), BERLIN));
    }

    @Test
    void comesAfterAsMuchTimeWhereClocksArePutBackInIt() {
        // 02:30 summer time to 02:10 winter time, 40 minutes later
        Window hour = new Window(at("2025-10-26T02:30"), at("2025-10-26T02:30").plusSeconds(2400), BERLIN);

        assertThat(hour.previous()).isEqualTo(new Window(hour.from().minusSeconds(2400), hour.from(), BERLIN));
    }

    private static Window days(String from, String until) {
        return new Window(
                LocalDate.parse(from).atStartOfDay(BERLIN).toInstant(),
                LocalDate.parse(until).atStartOfDay(BERLIN).toInstant(),
                BERLIN);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
