package dev.throughline.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTest {

    @Test
    void isKeptInLowerCaseWhereATextDeclaresIt() {
        assertThat(Cause.declared("66ADC93").word()).isEqualTo("66adc93");
        assertThat(Cause.declared("Run-7").word()).isEqualTo("run-7");
    }

    @Test
    void keepsTheIdOfASourceAsAPersonWritesIt() {
        assertThat(Cause.said("66ADC93").word()).isEqualTo("66adc93");
        assertThat(Cause.said("0C5DBE66-5A71-5CD2-8F56-4C0D1A2B3C4D").word())
                .isEqualTo("0c5dbe66-5a71-5cd2-8f56-4c0d1a2b3c4d");
        assertThat(Cause.said("Run-7").word()).isEqualTo("Run-7");
    }

    @Test
    void keepsBothReadingsOfWhatAReportSays() {
        assertThat(Cause.reported(List.of("Run-7", "66ADC93", "66adc93", "4711")))
                .extracting(Cause::word)
                .containsExactly("Run-7", "66ADC93", "66adc93", "4711");
    }
}
