package dev.throughline.dashboard.verdict;

import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.VerdictBook;
import dev.throughline.engine.verdict.Word;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Accepts verdicts, from the API and from pages alike, and waits a moment for their effect. */
public class VerdictDesk {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);

    private final VerdictBook book;
    private final Clock clock;
    private final Duration patience;

    /** @param patience how long to wait at most until everything that a verdict affects is derived again */
    public VerdictDesk(VerdictBook book, Clock clock, Duration patience) {
        this.book = book;
        this.clock = clock;
        this.patience = patience;
    }

    /** The outcome of a verdict. */
    public enum Kept {
        /** Nothing has that id, so nothing was kept. */
        NOT,
        /** It is kept; the numbers still follow. */
        PENDING,
        /** It is kept, and the numbers have followed. */
        DERIVED
    }

    /** @param reason null when none was given */
    public Kept ofDeployment(UUID deployment, List<Word> words, @Nullable String reason, String actor) {
        return keep(book::keepOfDeployment, deployment, words, reason, actor);
    }

    /** @param reason null when none was given */
    public Kept ofIncident(UUID incident, List<Word> words, @Nullable String reason, String actor) {
        return keep(book::keepOfIncident, incident, words, reason, actor);
    }

    /** Everything that was ever said about a deployment or an incident, oldest first. */
    public List<Verdict> saidOf(UUID target) {
        return book.of(target);
    }

    /** Whether the numbers of a deployment or an incident do not yet reflect what is known about it. */
    public boolean isPending(UUID target) {
        return book.isPending(target);
    }

    private Kept keep(
            BiPredicate<UUID, List<Verdict>> keeper,
            UUID target,
            List<Word> words,
            @Nullable String reason,
            String actor) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Verdict> verdicts = words.stream()
                .map(word -> new Verdict(word, reason, actor, now))
                .toList();
        if (!keeper.test(target, verdicts)) {
            return Kept.NOT;
        }
        return isDerivedInTime(target) ? Kept.DERIVED : Kept.PENDING;
    }

    private boolean isDerivedInTime(UUID target) {
        long end = System.nanoTime() + patience.toNanos();
        while (book.isPending(target)) {
            if (System.nanoTime() >= end) {
                return false;
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
