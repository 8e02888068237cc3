package dev.throughline.dashboard.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.metric.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnUnitTest {

    @Test
    void isTheLargestInWhichHalfOfTheValuesComeToOne() {
        assertThat(ColumnUnit.of(Metric.Kind.FREQUENCY, List.of(0.0, 0.3, 0.5, 4.0))
                        .label())
                .isEqualTo("per week");
        assertThat(ColumnUnit.of(Metric.Kind.FREQUENCY, List.of(2.0, 0.01, 3.0)).label())
                .isEqualTo("per day");
        assertThat(ColumnUnit.of(Metric.Kind.DURATIONS, List.of(90.0, 7_300.0, 500_000.0))
                        .label())
                .isEqualTo("hours");
        assertThat(ColumnUnit.of(Metric.Kind.RATE, List.of(0.2)).label()).isEqualTo("%");
        assertThat(ColumnUnit.of(Metric.Kind.DURATIONS, List.of()).label()).isEqualTo("hours");
    }

    @Test
    void writesNoZeroForWhatIsNone() {
        ColumnUnit days = ColumnUnit.of(Metric.Kind.DURATIONS, List.of(86_400.0 * 3));

        assertThat(days.write(null)).isEqualTo("n/a");
        assertThat(days.write(0.0)).isEqualTo("0");
        assertThat(days.write(60.0)).isEqualTo("< 0.01");
        assertThat(days.write(6_500.0)).isEqualTo("0.08");
        assertThat(days.write(86_400.0 * 3)).isEqualTo("3.0");
        assertThat(days.write(86_400.0 * 1_200)).isEqualTo("1,200");
    }
}
