package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.Snapshots;
import dev.throughline.engine.metric.index.SampleIndex;
import dev.throughline.engine.worker.Doorbell;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Answers from an index in memory, which is updated to each snapshot first, so that everything committed before a query is in its answer.
 * PostgreSQL answers while there is no index: until all samples are read, and if they do not fit.
 */
final class IndexedSnapshots implements Snapshots, Working {

    private static final Logger log = LoggerFactory.getLogger(IndexedSnapshots.class);

    /** Beyond this, everything is reloaded in parallel with queries rather than before one. */
    private static final int MOST_CHANGES = 20_000;
    /** Half of how long withdrawn samples are remembered. */
    private static final Duration LONGEST_WITHOUT = Duration.ofHours(12);
    /** No query should wait for changes from a time without queries. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration WHILE_TOO_LARGE = Duration.ofHours(1);

    private final RepeatableReads reads;
    private final SampleReader reader;
    private final Distribution database;
    private final Clock clock;
    private final long most;
    /** Its holder takes a snapshot that is later than that of the index. */
    private final ReentrantLock bringing = new ReentrantLock();

    private final Doorbell stale = new Doorbell();
    private final Worker worker = Worker.named("sample-index")
            .failing("Could not read the samples into the index", AFTER_FAILURE)
            .doing(this::round);
    private volatile @Nullable SampleIndex index;
    private Instant broughtAt = Instant.EPOCH;
    private volatile Duration lastLoad = Duration.ZERO;
    private volatile boolean isTooLarge;

    /** @param most bytes that the index may take; 0 for none */
    IndexedSnapshots(RepeatableReads reads, SampleReader reader, Distribution database, Clock clock, long most) {
        this.reads = reads;
        this.reader = reader;
        this.database = database;
        this.clock = clock;
        this.most = most;
    }

    /** Reads all samples, in parallel with queries. */
    @Override
    public Worker worker() {
        return worker;
    }

    @Override
    public <T> T ask(Function<Distribution, T> question) {
        // a snapshot that was taken before would be older than the index
        boolean isOwn = !TransactionSynchronizationManager.isActualTransactionActive();
        return reads.read(() -> question.apply(isOwn ? distribution() : database));
    }

    /** Must be the first in its transaction. */
    private Distribution distribution() {
        bringing.lock();
        try {
            SampleIndex before = index;
            return before == null ? database : brought(before);
        } finally {
            bringing.unlock();
        }
    }

    private Distribution brought(SampleIndex before) {
        SampleReader.Snapshot snapshot = reader.snapshot(before.version(), MOST_CHANGES);
        boolean isFarBehind = snapshot.changed() >= MOST_CHANGES
                || snapshot.withdrawn() >= MOST_CHANGES
                || snapshot.version() < before.version()
                || Duration.between(broughtAt, clock.instant()).compareTo(LONGEST_WITHOUT) > 0;
        if (isFarBehind) {
            forget();
            return database;
        }
        SampleIndex now = reader.brought(before, snapshot);
        if (now.bytes() > most) {
            tellTooLarge();
            forget();
            return database;
        }
        index = now;
        broughtAt = clock.instant();
        return now.distribution(snapshot.now(), database);
    }

    private void forget() {
        index = null;
        stale.ring();
    }

    /** How many bytes the index takes; 0 while there is none. */
    long bytes() {
        SampleIndex now = index;
        return now == null ? 0 : now.bytes();
    }

    /** How long it took to read all samples; zero before. */
    Duration lastLoad() {
        return lastLoad;
    }

    /** Whether the index answers. */
    boolean isReady() {
        return index != null;
    }

    /** Reads everything when there is no index, otherwise what has changed, and waits until there is something to do. */
    private Duration round() throws InterruptedException {
        if (most == 0) {
            return Worker.FOR_GOOD;
        }
        Duration pause = IDLE;
        try {
            if (isReady()) {
                ask(_ -> true);
            } else {
                load();
            }
        } catch (IndexTooLarge | OutOfMemoryError e) {
            tellTooLarge();
            pause = WHILE_TOO_LARGE;
        }
        stale.await(pause.toMillis());
        return Duration.ZERO;
    }

    /** No query waits for it. What is committed meanwhile comes with the next query. */
    void load() {
        long start = System.nanoTime();
        Instant begun = clock.instant();
        SampleIndex read = reads.read(() -> reader.all(most));
        bringing.lock();
        try {
            index = read;
            broughtAt = begun;
            isTooLarge = false;
        } finally {
            bringing.unlock();
        }
        lastLoad = Duration.ofNanos(System.nanoTime() - start);
        log.debug(
                "The samples of {} services take {} bytes and were read in {}",
                read.services(),
                read.bytes(),
                lastLoad);
    }

    private void tellTooLarge() {
        if (!isTooLarge) {
            isTooLarge = true;
            log.info(
                    "The samples do not fit into {} bytes of memory, so PostgreSQL answers, which is slower for whole organisations: see throughline.index.most-megabytes",
                    most);
        }
    }
}
