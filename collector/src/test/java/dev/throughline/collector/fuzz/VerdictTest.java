package dev.throughline.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Instant AT = Instant.parse("2026-03-30T13:04:10Z");

    private static Normalization named(String name, Instant at) {
        return new Facts(List.of(new RepositoryName(new RepositoryId("some", "1"), name, at)));
    }

    @Test
    void findsNothingWrongWithWhatCanBeStored() {
        assertThat(Verdict.on(named("acme/😀", AT))).isEmpty();
        assertThat(Verdict.on(named("", Instant.EPOCH))).isEmpty();
        assertThat(Verdict.on(new Ignored("nothing"))).isEmpty();
        assertThat(Verdict.on(new Malformed("$", "is no JSON"))).isEmpty();
    }

    @Test
    void findsWhatPostgresqlDoesNotTake() {
        assertThat(Verdict.on(named("a\0b", AT))).contains("facts.RepositoryName.name has a NUL in it");
        for (String half : List.of("\ud83d", "x\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00")) {
            assertThat(Verdict.on(named(half, AT)))
                    .contains("facts.RepositoryName.name has half of a surrogate pair in it");
        }
        assertThat(Verdict.on(new Ignored("a\0"))).isPresent();
        assertThat(Verdict.on(new Malformed("a\0", "b"))).isPresent();
        assertThat(Verdict.on(new Malformed("a", "\ud83d"))).isPresent();
    }

    @Test
    void findsTimesThatAreNotKept() {
        assertThat(Verdict.on(named("a", Instant.EPOCH.minusNanos(1))))
                .contains("facts.RepositoryName.at is not between 1970 and 9999");
        assertThat(Verdict.on(named("a", Instant.parse("+10000-01-01T00:00:00Z"))))
                .isPresent();
    }

    @Test
    void findsTheSecretAndReasonsThatSayNothing() {
        assertThat(Verdict.on(named("x" + Case.SECRET, AT))).contains("facts.RepositoryName.name tells the secret");
        assertThat(Verdict.on(new Ignored(" "))).contains("reason is blank");
    }
}
