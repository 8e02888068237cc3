package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.Snapshots;
import dev.throughline.engine.metric.index.SampleIndex;
import dev.throughline.engine.outage.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has an index in memory answer, brought up to each snapshot before it does, so that whatever was committed before a question is in its
 * answer. PostgreSQL answers while there is none: until all samples are read, and when they do not fit.
 */
final class IndexedSnapshots implements Snapshots, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IndexedSnapshots.class);

    /** More is read anew beside the questions rather than before one. */
    private static final int MOST_CHANGES = 20_000;
    /** Half of how long withdrawn samples are remembered. */
    private static final Duration LONGEST_WITHOUT = Duration.ofHours(12);
    /** Nobody waits for what has changed while nobody asked. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration WHILE_TOO_LARGE = Duration.ofHours(1);

    private final TransactionTemplate transactions;
    private final SampleReader reader;
    private final Distribution database;
    private final Clock clock;
    private final long most;
    /** Whoever holds it takes a snapshot that is later than that of the index. */
    private final ReentrantLock bringing = new ReentrantLock();

    private final Condition stale = bringing.newCondition();
    private @Nullable SampleIndex index;
    private Instant broughtAt = Instant.EPOCH;
    private volatile Duration lastLoad = Duration.ZERO;
    private boolean isTooLarge;
    private boolean isClosed;
    private @Nullable Thread loader;

    /** @param most bytes that the index may take; 0 for none */
    IndexedSnapshots(
            PlatformTransactionManager manager, SampleReader reader, Distribution database, Clock clock, long most) {
        this.transactions = PostgresSnapshots.repeatable(manager);
        this.reader = reader;
        this.database = database;
        this.clock = clock;
        this.most = most;
    }

    /** Begins to read all samples, beside the questions. */
    void start() {
        if (most > 0) {
            loader = Thread.ofPlatform().daemon().name("sample-index").start(this::run);
        }
    }

    @Override
    public <T> T ask(Function<Distribution, T> question) {
        // a snapshot that was taken before would be older than the index
        boolean isOwn = !TransactionSynchronizationManager.isActualTransactionActive();
        return transactions.execute(_ -> question.apply(isOwn ? distribution() : database));
    }

    /** Must be the first in its transaction. */
    private Distribution distribution() {
        bringing.lock();
        try {
            return index == null ? database : brought(index);
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
        stale.signalAll();
    }

    /** How many bytes the index takes; 0 while there is none. */
    long bytes() {
        bringing.lock();
        try {
            return index == null ? 0 : index.bytes();
        } finally {
            bringing.unlock();
        }
    }

    /** How long it took to read all samples; zero before. */
    Duration lastLoad() {
        return lastLoad;
    }

    /** Whether the index answers. */
    boolean isReady() {
        bringing.lock();
        try {
            return index != null;
        } finally {
            bringing.unlock();
        }
    }

    private void run() {
        while (true) {
            Duration pause = keep();
            bringing.lock();
            try {
                if (isClosed) {
                    return;
                }
                stale.awaitNanos(pause.toNanos());
                if (isClosed) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } finally {
                bringing.unlock();
            }
        }
    }

    /** Reads all when there is no index, else what has changed. @return how long to leave it alone */
    private Duration keep() {
        try {
            if (isReady()) {
                ask(_ -> true);
            } else {
                load();
            }
            return IDLE;
        } catch (IndexTooLarge e) {
            tellTooLarge();
            return WHILE_TOO_LARGE;
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                log.debug("The index of samples waits for the database: {}", Outage.brief(e));
            } else {
                log.warn("The index of samples could not be read; trying again in {}", AFTER_FAILURE, e);
            }
            return AFTER_FAILURE;
        } catch (OutOfMemoryError e) {
            tellTooLarge();
            return WHILE_TOO_LARGE;
        }
    }

    /** Nobody waits for it. What is committed meanwhile comes with the next question. */
    void load() {
        long start = System.nanoTime();
        Instant begun = clock.instant();
        SampleIndex read = transactions.execute(_ -> reader.all(most));
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

    @Override
    public void close() {
        bringing.lock();
        try {
            isClosed = true;
            stale.signalAll();
        } finally {
            bringing.unlock();
        }
        if (loader != null) {
            loader.interrupt();
            try {
                loader.join(Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
