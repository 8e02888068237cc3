package dev.throughline.engine.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.CommitSha;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CommitSetTest {

    private static final int SHORT = 20;
    private static final int LONG = 32;

    private final Random random = new Random(42);

    private CommitSha sha(int bytes) {
        byte[] hash = new byte[bytes];
        random.nextBytes(hash);
        return new CommitSha(HexFormat.of().formatHex(hash));
    }

    @Test
    void keepsWhatItGetsInItsOrderHoweverMany() {
        Set<CommitSha> expected = new LinkedHashSet<>();
        Set<CommitSha> few = new CommitSet();
        Set<CommitSha> packed = new PackedCommits();
        for (int i = 0; i < 120_000; i++) {
            CommitSha sha = sha(i % 7 == 0 ? LONG : SHORT);
            assertThat(few.add(sha)).isEqualTo(expected.add(sha)).isEqualTo(packed.add(sha));
        }

        for (CommitSha sha : expected) {
            assertThat(few.contains(sha)).isTrue();
            assertThat(packed.contains(sha)).isTrue();
            assertThat(few.add(sha)).isFalse();
            assertThat(packed.add(sha)).isFalse();
        }
        for (int i = 0; i < 10_000; i++) {
            CommitSha other = sha(SHORT);
            assertThat(packed.contains(other)).isEqualTo(expected.contains(other));
            assertThat(few.contains(other)).isEqualTo(expected.contains(other));
        }
        assertThat(few).containsExactlyElementsOf(expected);
        assertThat(packed).containsExactlyElementsOf(expected);
    }

    @Test
    void tellsHashesApartThatBeginOrEndAlike() {
        String zeros = "0".repeat(39);
        Set<CommitSha> packed = new PackedCommits();

        assertThat(packed.add(new CommitSha(zeros + "1"))).isTrue();
        assertThat(packed.add(new CommitSha("1" + zeros))).isTrue();
        assertThat(packed.add(new CommitSha("0".repeat(63) + "1"))).isTrue();
        assertThat(packed.add(new CommitSha("f".repeat(64)))).isTrue();
        assertThat(packed.add(new CommitSha("f".repeat(40)))).isTrue();

        assertThat(packed)
                .extracting(CommitSha::value)
                .containsExactly(zeros + "1", "1" + zeros, "0".repeat(63) + "1", "f".repeat(64), "f".repeat(40));
        assertThat(packed.contains(new CommitSha("2" + zeros))).isFalse();
        assertThat(packed.contains("no commit")).isFalse();
    }

    /** What some bridges from other systems upload. Were they all in one place, this would take an hour. */
    @Test
    @Timeout(60)
    void spreadsNumbersThatLookLikeHashes() {
        Set<CommitSha> packed = new PackedCommits();
        for (int i = 0; i < 200_000; i++) {
            packed.add(new CommitSha("%040x".formatted(i)));
            packed.add(new CommitSha("%08x%032x".formatted(i, 0)));
            packed.add(new CommitSha("%064x".formatted(i + 1)));
        }
        assertThat(packed).hasSize(600_000 - 1);
    }

    @Test
    void mistakesFewCommitsForDelivered() {
        Set<CommitSha> delivered = new LinkedHashSet<>();
        for (int i = 0; i < 100_000; i++) {
            delivered.add(sha(SHORT));
        }
        DeliveriesFromStart deliveries = new DeliveriesFromStart();
        deliveries.add(delivered);

        assertThat(delivered).allMatch(deliveries::mayContain);
        int mistaken = 0;
        for (int i = 0; i < 100_000; i++) {
            if (deliveries.mayContain(sha(SHORT))) {
                mistaken++;
            }
        }
        assertThat(mistaken).as("of 100,000").isLessThan(100);
    }
}
