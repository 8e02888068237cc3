package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.Histories.Connected;
import dev.throughline.engine.outage.Outage;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requested history, on one thread per source, so that the limits of one forge do not stop the other. Any number of processes may do
 * so. Whatever goes wrong with a repository is recorded with it and retried later; the next one is not kept waiting.
 */
final class BackfillWorker implements Working {

    private static final Logger log = LoggerFactory.getLogger(BackfillWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration UNTIL_SETTLED = Duration.ofMillis(300);
    private static final Duration AFTER_STUMBLE = Duration.ofMinutes(1);
    private static final Duration AFTER_REFUSAL = Duration.ofHours(1);
    private static final int MOST_FAILURES = 8;
    private static final int MOST_HEADS = 200;

    private final Histories histories;
    private final UnitBook units;
    private final ReadingBook readings;
    private final FilesBook files;
    private final HistoryDepot depot;
    private final AnswerCaches caches;
    private final ApiWitness witness;
    private final double quotaShare;
    private final Clock clock;
    private final ApiTransport transport = new ApiTransport();
    private final Worker worker;

    BackfillWorker(
            Histories histories,
            UnitBook units,
            ReadingBook readings,
            FilesBook files,
            HistoryDepot depot,
            AnswerCaches caches,
            ApiWitness witness,
            double quotaShare,
            Clock clock) {
        this.histories = histories;
        this.units = units;
        this.readings = readings;
        this.files = files;
        this.depot = depot;
        this.caches = caches;
        this.witness = witness;
        this.quotaShare = quotaShare;
        this.clock = clock;
        this.worker = Worker.named("history")
                .failing("History cannot be read at the moment", AFTER_FAILURE)
                .breakingOff(transport::breakOff, PATIENCE)
                .doingForEach(histories::known, source -> () -> round(source));
    }

    /** Works on one repository of a source, if one is due. */
    boolean work(String source) {
        Optional<Unit> taken = units.take(source, UnitPacing.LEASE);
        if (taken.isEmpty()) {
            return false;
        }
        Unit unit = taken.get();
        Optional<Connected> connected = histories.find(source);
        if (connected.isEmpty()) {
            units.failed(unit, "no token is configured for '%s'".formatted(source), null, 0);
            return true;
        }
        try (UnitPacing pacing = new UnitPacing(units, unit, witness, this::isRunning)) {
            read(unit, connected.get().history(), pacing);
        }
        return true;
    }

    private void read(Unit unit, ForgeHistory history, UnitPacing pacing) {
        try {
            work(unit, history, pacing);
        } catch (ApiFailed failed) {
            failed(unit, failed, pacing.takeRequests());
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                throw e;
            }
            log.warn("The history of {} cannot be read", unit.name(), e);
            units.failed(
                    unit,
                    "what the forge answers is not understood: " + Outage.brief(e),
                    retryAt(unit, AFTER_REFUSAL),
                    pacing.takeRequests());
        }
    }

    private void work(Unit unit, ForgeHistory history, UnitPacing pacing) throws ApiFailed {
        if (unit.isRead() && !units.isSettled(unit)) {
            units.release(unit, UNTIL_SETTLED);
            return;
        }
        ApiClient client =
                new ApiClient(transport, history.settings(), caches.of(unit.source()), pacing, quotaShare, clock);
        ForgeApi api = history.open(client);
        if (unit.isPattern()) {
            units.expand(unit, api.find(unit.name()));
            return;
        }
        if (unit.isRead() && !readMore(unit, api, pacing)) {
            units.done(unit, pacing.takeRequests());
            log.info("The history of {} has been read", unit.name());
            return;
        }
        if (!unit.isRead()) {
            try (UnitReader reader = reader(unit, api, pacing)) {
                reader.read();
            }
        }
        units.allRead(unit, pacing.takeRequests());
        units.release(unit, UNTIL_SETTLED);
    }

    /**
     * Reads what turns out to be missing once everything else is part of the numbers: the history of deployed commits, then the files of
     * commits. Returns whether anything was.
     */
    private boolean readMore(Unit unit, ForgeApi api, UnitPacing pacing) throws ApiFailed {
        ForgeRepository repository = readings.identified(unit);
        List<String> heads = readings.unknownHeads(unit, repository, MOST_HEADS);
        if (heads.isEmpty()) {
            return new FilesReader(files, depot, api, unit, pacing).read(repository);
        }
        try (UnitReader reader = reader(unit, api, pacing)) {
            reader.readHeads(repository, heads);
        }
        return true;
    }

    private UnitReader reader(Unit unit, ForgeApi api, UnitPacing pacing) {
        return new UnitReader(readings, units, depot, api, unit, pacing, clock);
    }

    private void failed(Unit unit, ApiFailed failed, int requests) {
        if (failed.reason() == Reason.STOPPED) {
            units.release(unit, Duration.ZERO);
            return;
        }
        String detail = detail(failed);
        log.warn("The history of {} is not read: {}", unit.name(), detail);
        units.failed(unit, detail, retryAt(unit, failed.isPassing() ? AFTER_STUMBLE : AFTER_REFUSAL), requests);
    }

    private static String detail(ApiFailed failed) {
        String said = String.valueOf(failed.getMessage());
        return switch (failed.reason()) {
            case UNAUTHORIZED -> "the token is not accepted: " + said;
            case FORBIDDEN -> "the token has no right to this: " + said;
            case NOT_FOUND -> "there is no such repository, or the token may not see it: " + said;
            default -> said;
        };
    }

    /** Later with each failure; never after too many. */
    private @Nullable Instant retryAt(Unit unit, Duration first) {
        return unit.failures() >= MOST_FAILURES
                ? null
                : clock.instant().plus(first.multipliedBy(1L << unit.failures()));
    }

    private Duration round(String source) {
        if (work(source)) {
            return Duration.ZERO;
        }
        // what was left from a time with a token has been marked as failed; only a source with a token begins more
        return histories.find(source).isEmpty() ? Worker.FOR_GOOD : POLL;
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
