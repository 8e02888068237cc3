package dev.throughline.dashboard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.verdict.VerdictDesk.Kept;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.VerdictBook;
import dev.throughline.engine.verdict.Word;
import dev.throughline.engine.verdict.Word.Field;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VerdictDeskTest {

    private static final UUID KNOWN = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00.123456Z");
    private static final List<Word> WORDS = List.of(Word.of(Field.FAILED, false), Word.of(Field.UNPLANNED, null));

    private final Book book = new Book();

    @Test
    void waitsUntilEverythingIsDerived() {
        book.looks = 3;

        assertThat(desk(Duration.ofMinutes(1)).ofDeployment(KNOWN, WORDS, "why", "Ada"))
                .isEqualTo(Kept.DERIVED);
        assertThat(book.looks).as("looks after the last").isEqualTo(-1);
        assertThat(book.kept)
                .containsExactly(
                        new Verdict(WORDS.get(0), "why", "Ada", Instant.parse("2026-03-10T09:00:00.123Z")),
                        new Verdict(WORDS.get(1), "why", "Ada", Instant.parse("2026-03-10T09:00:00.123Z")));
    }

    @Test
    void saysWhenThatTakesTooLong() {
        book.looks = Integer.MAX_VALUE;

        assertThat(desk(Duration.ZERO).ofIncident(KNOWN, WORDS, null, "Ada")).isEqualTo(Kept.PENDING);
        assertThat(book.kept).hasSize(2);
    }

    @Test
    void waitsForNothingThatNobodyKnows() {
        book.looks = Integer.MAX_VALUE;

        assertThat(desk(Duration.ofMinutes(1)).ofDeployment(new UUID(0, 2), WORDS, null, "Ada"))
                .isEqualTo(Kept.NOT);
        assertThat(book.kept).isEmpty();
    }

    private VerdictDesk desk(Duration patience) {
        return new VerdictDesk(book, Clock.fixed(NOW, ZoneOffset.UTC), patience);
    }

    /** Keeps what is said of one thing, which is derived after so many looks. */
    private static final class Book implements VerdictBook {

        private final List<Verdict> kept = new ArrayList<>();
        private int looks;

        @Override
        public boolean keepOfDeployment(UUID deployment, List<Verdict> verdicts) {
            return deployment.equals(KNOWN) && kept.addAll(verdicts);
        }

        @Override
        public boolean keepOfIncident(UUID incident, List<Verdict> verdicts) {
            return keepOfDeployment(incident, verdicts);
        }

        @Override
        public List<Verdict> of(UUID target) {
            return kept;
        }

        @Override
        public boolean isPending(UUID target) {
            return looks-- > 0;
        }
    }
}
