package dev.throughline.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestsTest {

    private static final long ONE = 1;
    private static final long OTHER = 2;

    /** Close to where System.nanoTime may overflow. */
    private long now = Long.MAX_VALUE - Duration.ofMillis(150).toNanos();

    private final Rests rests = new Rests(() -> now);

    @Test
    void restsTwiceAsLongAsADerivationTookAndHoldsUpNobodyElse() {
        rests.begin().derived(ONE, Duration.ofMillis(300));

        pass(599);
        Rests.LimitedTurn turn = rests.begin();
        assertThat(turn.admits(ONE)).isFalse();
        assertThat(turn.admits(OTHER)).isTrue();
        assertThat(turn.sleep()).isEqualTo(Duration.ofMillis(1));
        assertThat(turn.pause())
                .as("facts of a service at rest arrive all the time")
                .isEqualTo(Duration.ofMillis(50));

        pass(1);
        assertThat(rests.begin().admits(ONE)).isTrue();
    }

    @Test
    void restsAtLeastATenthOfASecondAndAtMostTwo() {
        rests.begin().derived(ONE, Duration.ofMillis(1));
        rests.begin().derived(OTHER, Duration.ofMinutes(1));

        pass(99);
        assertThat(rests.begin().admits(ONE)).isFalse();
        pass(1);
        assertThat(rests.begin().admits(ONE)).isTrue();

        pass(1_899);
        assertThat(rests.begin().admits(OTHER)).isFalse();
        pass(1);
        assertThat(rests.begin().admits(OTHER)).isTrue();
    }

    @Test
    void sleepsASecondWhenNobodyWasHeldBack() {
        assertThat(rests.begin().sleep()).isEqualTo(Duration.ofSeconds(1));
        assertThat(rests.begin().pause()).isZero();

        rests.begin().derived(ONE, Duration.ofMinutes(1));
        Rests.LimitedTurn turn = rests.begin();
        assertThat(turn.admits(ONE)).isFalse();
        assertThat(turn.sleep()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void looksAgainAfterAQuarterOfASecond() {
        Turn turn = rests.begin();

        pass(249);
        assertThat(turn.isOver()).isFalse();
        pass(1);
        assertThat(turn.isOver()).isTrue();
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
