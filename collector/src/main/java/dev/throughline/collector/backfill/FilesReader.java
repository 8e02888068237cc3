package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.FilesBook.Asked;
import dev.throughline.collector.backfill.FilesBook.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests the files of commits, one by one, for services that are parts of a repository. */
final class FilesReader {

    private static final Logger log = LoggerFactory.getLogger(FilesReader.class);

    /** Per repository and reading: a fifth of what GitHub grants a token in an hour. The next reading continues. */
    private static final int MOST_REQUESTS = 1_000;

    private static final int BATCH = 30;
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(2);

    /** A forge may fail at a commit that is too large for it. After this many in a row, the forge itself is down. */
    private static final int MOST_UNANSWERED = 3;

    private final FilesBook book;
    private final HistoryDepot depot;
    private final ForgeApi api;
    private final Unit unit;
    private final UnitPacing pacing;
    private final List<Asked> batch = new ArrayList<>();
    private long since = System.nanoTime();
    private int unanswered;
    private boolean isSeen;

    FilesReader(FilesBook book, HistoryDepot depot, ForgeApi api, Unit unit, UnitPacing pacing) {
        this.book = book;
        this.depot = depot;
        this.api = api;
        this.unit = unit;
        this.pacing = pacing;
    }

    /**
     * Requests what is missing. Returns whether anything was.
     *
     * @throws ApiFailed when the forge returns nothing any more: what it returned before is kept
     */
    boolean read(ForgeRepository repository) throws ApiFailed {
        int left = Math.max(0, MOST_REQUESTS - book.requests(unit, repository));
        List<String> missing = book.missing(unit, repository, left + 1);
        if (missing.isEmpty() || !api.chapters(repository).contains(Chapter.COMMITS)) {
            return false;
        }
        int end = pacing.made() + left;
        int asked = 0;
        try {
            while (asked < missing.size() && pacing.made() < end) {
                ask(repository, missing.get(asked++));
            }
        } finally {
            flush(repository);
        }
        if (asked < missing.size()) {
            log.info("The next reading of {} requests the files of more commits", repository.name());
        }
        return asked > 0;
    }

    private void ask(ForgeRepository repository, String sha) throws ApiFailed {
        int before = pacing.made();
        Outcome outcome;
        Item.@Nullable Told told = null;
        try {
            Optional<Item.Told> files = api.files(repository, sha);
            told = files.orElse(null);
            outcome = files.isPresent() ? Outcome.TOLD : Outcome.CUT_OFF;
            unanswered = 0;
        } catch (ApiFailed failed) {
            outcome = outcome(repository, failed);
        }
        batch.add(new Asked(sha, outcome, told, pacing.made() - before));
        if (batch.size() >= BATCH || System.nanoTime() - since > LONGEST_BATCH.toNanos()) {
            flush(repository);
        }
    }

    /** What a failure says about only the commit. */
    private Outcome outcome(ForgeRepository repository, ApiFailed failed) throws ApiFailed {
        if (failed.reason() == Reason.UNAVAILABLE && ++unanswered < MOST_UNANSWERED) {
            return Outcome.UNANSWERED;
        }
        if (failed.reason() != Reason.NOT_FOUND && failed.reason() != Reason.REFUSED) {
            throw failed;
        }
        if (!isSeen) {
            api.find(repository.name()); // else it is the repository that is gone
            isSeen = true;
        }
        return Outcome.ABSENT;
    }

    private void flush(ForgeRepository repository) {
        List<Item.Told> told = new ArrayList<>();
        for (Asked asked : batch) {
            if (asked.told() != null) {
                told.add(asked.told());
            }
        }
        if (!told.isEmpty()) {
            depot.keep(unit.source(), told);
        }
        if (!batch.isEmpty()) {
            book.asked(unit, repository, batch, pacing.takeRequests());
        }
        batch.clear();
        since = System.nanoTime();
    }
}
