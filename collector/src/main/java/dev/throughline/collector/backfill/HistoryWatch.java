package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.HealingBook.Forge;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts automatic reading of history: of a repository that sends something for the first time, and every night the last days of all; and
 * keeps the gauges of APIs up to date. Any number of processes may watch; one starts it, and all of them read.
 */
final class HistoryWatch implements Working {

    private static final Logger log = LoggerFactory.getLogger(HistoryWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(4);
    private static final Duration AFTER_STUMBLE = Duration.ofSeconds(15);
    private static final Duration OVERLAP = Duration.ofDays(3);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);
    private static final Duration BETWEEN_HEADS = Duration.ofSeconds(15);
    private static final int PAUSES_BETWEEN_HEADS_OF_ONE = 10;
    private static final int KEPT_BACKFILLS = 200;
    private static final Duration KEPT_ANSWERS = Duration.ofDays(30);

    private final Histories histories;
    private final HealingBook book;
    private final ApiGauges gauges;
    private final Duration reach;
    private final Duration pause;
    private final boolean begins;
    private final Clock clock;
    private Instant headsAt = Instant.MIN;
    private Instant pruneAt = Instant.MIN;
    private final Worker worker = Worker.named("history-watch")
            .failing("What history is missing cannot be looked for at the moment", AFTER_STUMBLE)
            .every(PAUSE, this::look);

    /**
     * @param reach how far back history is read
     * @param pause as between two checks of webhooks
     * @param begins whether anything is started automatically
     */
    HistoryWatch(
            Histories histories,
            HealingBook book,
            ApiGauges gauges,
            Duration reach,
            Duration pause,
            boolean begins,
            Clock clock) {
        this.histories = histories;
        this.book = book;
        this.gauges = gauges;
        this.reach = reach;
        this.pause = pause;
        this.begins = begins;
        this.clock = clock;
    }

    /** Begins what is due now. */
    void look() {
        Instant now = clock.instant();
        gauges.refresh();
        if (begins) {
            begin(now);
        }
        if (begins && !now.isBefore(headsAt)) {
            beginHeads();
            headsAt = now.plus(BETWEEN_HEADS);
        }
        if (!now.isBefore(pruneAt)) {
            book.prune(KEPT_BACKFILLS, now.minus(KEPT_ANSWERS));
            pruneAt = now.plus(BETWEEN_PRUNINGS);
        }
    }

    private void beginHeads() {
        for (String source : histories.sources()) {
            List<String> behind =
                    book.beginHeads(histories.forge(source), pause.multipliedBy(PAUSES_BETWEEN_HEADS_OF_ONE));
            if (!behind.isEmpty()) {
                log.info("Reading commits of {} that were deployed and are not known", brief(behind));
            }
        }
    }

    private void begin(Instant now) {
        for (String source : histories.sources()) {
            Forge forge = histories.forge(source);
            List<String> unread = book.beginUnread(forge, now.minus(reach));
            if (!unread.isEmpty()) {
                log.info("Reading the history of {}, which has sent something for the first time", brief(unread));
            }
            List<String> nightly = book.beginNightly(forge, night(now), OVERLAP, now.minus(reach));
            if (!nightly.isEmpty()) {
                log.info("Reading the last days of {} again", brief(nightly));
            }
        }
    }

    /** When the reading of the last night was due. */
    private Instant night(Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofMinutes(book.minuteOfNight()));
        return today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today;
    }

    private static String brief(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() <= 3 ? first : "%s, … (%d repositories)".formatted(first, names.size());
    }

    /** Without a source that has an API there is nothing to watch. */
    @Override
    public void start() {
        if (!histories.sources().isEmpty()) {
            worker.start();
        }
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
