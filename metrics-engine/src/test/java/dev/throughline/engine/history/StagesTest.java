package dev.throughline.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StagesTest {

    @Test
    void splitsALeadTimeIntoItsStages() {
        Stages stages = Stages.of(at("10:00"), at("10:20"), at("11:00"), delivery("09:00", "11:30", "11:40"));

        assertThat(stages).isEqualTo(new Stages(3600L, 1200L, 2400, 1800L, 600L));
    }

    @Test
    void hasNoPickupWithoutAReview() {
        Stages stages = Stages.of(at("10:00"), null, at("11:00"), delivery("09:00", "11:30", "11:40"));

        assertThat(stages).isEqualTo(new Stages(3600L, null, 3600, 1800L, 600L));
    }

    @Test
    void hasNoCodingWhenTheFirstCommitIsNotKnown() {
        Stages stages = Stages.of(at("10:00"), at("10:20"), at("11:00"), delivery(null, "11:30", "11:40"));

        assertThat(stages).isEqualTo(new Stages(null, 1200L, 2400, 1800L, 600L));
    }

    @Test
    void knowsOfAnUndeployedChangeWhatHappenedUntilItsMerge() {
        assertThat(Stages.of(at("10:00"), at("10:20"), at("11:00"), null))
                .isEqualTo(new Stages(null, 1200L, 2400, null, null));
    }

    @Test
    void sumsToTheLeadTimeWhateverTheOrder() {
        // opened before its first commit, reviewed after its merge, deployed from before the merge on
        Stages stages = Stages.of(at("08:00"), at("12:00"), at("11:00"), delivery("09:00", "10:30", "11:40"));

        assertThat(stages).isEqualTo(new Stages(0L, 9600L, 0, 0L, 0L));
        assertThat(Stages.of(at("10:00"), null, at("11:00"), delivery("09:00", "10:30", "11:40")))
                .isEqualTo(new Stages(3600L, null, 3600, 0L, 2400L));
    }

    @Test
    void isZeroThroughoutWhereTheLeadTimeIsClamped() {
        assertThat(Stages.of(at("10:00"), null, at("11:00"), delivery("12:00", "10:30", "11:40")))
                .isEqualTo(new Stages(0L, null, 0, 0L, 0L));
    }

    private static Stages.Delivery delivery(@Nullable String firstCommitAt, String startedAt, String at) {
        return new Stages.Delivery(firstCommitAt == null ? null : at(firstCommitAt), at(startedAt), at(at));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z");
    }
}
