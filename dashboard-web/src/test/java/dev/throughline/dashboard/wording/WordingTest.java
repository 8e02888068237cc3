package dev.throughline.dashboard.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.metric.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0/week",
        "2.5, 2.5/day",
        "120, 120/day",
        "1, 1.0/day",
        "0.442857, 3.1/week",
        "0.1, 3.0/month",
        "0.01, 3.7/year"
    })
    void writesAFrequencyInTheUnitThatMakesItAtLeastOne(double perDay, String expected) {
        assertThat(Wording.frequency(perDay)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.047619, 4.8 %", "1, 100 %", "0.0002, < 0.1 %", "0.5, 50.0 %"})
    void writesARatioInPercent(double ratio, String expected) {
        assertThat(Wording.percent(ratio)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "42, 42 s",
        "119.4, 119 s",
        "119.6, 2 min",
        "5399, 1.5 h",
        "8640, 2.4 h",
        "172800, 2.0 d",
        "294000, 3.4 d"
    })
    void writesADurationInOneUnit(double seconds, String expected) {
        assertThat(Wording.shortDuration(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "59.6, 1 min",
        "125, 2 min 5 s",
        "3599, 1 h",
        "21900, 6 h 5 min",
        "86399, 1 d",
        "194400, 2 d 6 h",
        "10000000, 116 d"
    })
    void writesADurationInTwoUnits(double seconds, String expected) {
        assertThat(Wording.duration(seconds)).isEqualTo(expected);
    }

    @Test
    void writesSecondsExactly() {
        assertThat(Wording.exactly(241_682.0)).isEqualTo("241682 seconds");
        assertThat(Wording.exactly(0.5)).isEqualTo("0.500 seconds");
    }

    @Test
    void writesNoDataAsNotAvailable() {
        assertThat(Wording.frequency(null)).isEqualTo("n/a");
        assertThat(Wording.percent(null)).isEqualTo("n/a");
        assertThat(Wording.duration(null)).isEqualTo("n/a");
        assertThat(Wording.shortDuration(null)).isEqualTo("n/a");
    }

    @Test
    void usesTheNamesOfDora() {
        assertThat(MetricWords.of(Metric.FAILED_DEPLOYMENT_RECOVERY_TIME).name())
                .isEqualTo("failed deployment recovery time");
    }
}
