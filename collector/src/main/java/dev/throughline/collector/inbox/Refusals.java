package dev.throughline.collector.inbox;

import dev.throughline.collector.gauge.SourceUp;
import dev.throughline.collector.inbox.RefusalBook.Refused;
import dev.throughline.engine.outage.Outage;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refusals because of signatures, source by source. Senders disable refused hooks, so it shows at once. A stranger who posts without
 * the secret does not cause a database write each time: there is one a minute, and one at shutdown.
 */
public final class Refusals implements Working {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    /** From this many in a row on, the source counts as broken: a single one may be a stranger's. */
    static final int MANY = 3;

    private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<RefusalBook> book;
    private final SourceUp up;
    private final Clock clock;
    private final Map<String, Streak> streaks = new ConcurrentHashMap<>();
    private boolean isRecalled;
    private final Worker worker = Worker.named("refusals")
            .failing("Refusals cannot be written down at the moment", PAUSE)
            .doing(this::round);

    /** @param sources the names of all that can post here */
    Refusals(Supplier<RefusalBook> book, List<String> sources, SourceUp up, MeterRegistry registry, Clock clock) {
        this.book = book;
        this.up = up;
        this.clock = clock;
        sources.forEach(source -> {
            Streak streak = new Streak(source);
            streaks.put(source, streak);
            Gauge.builder("throughline.source.refused.in.a.row", streak, Streak::inARow)
                    .tag("source", source)
                    .description("Deliveries refused for their signature since the last one whose signature was right")
                    .register(registry);
        });
    }

    /** A delivery carried no signature or a wrong one. */
    void refused(String source) {
        Streak streak = streaks.get(source);
        if (streak != null && streak.refused(clock.instant()) == MANY) {
            log.warn("{} deliveries of {} in a row were refused: the sender has another secret, or none", MANY, source);
        }
    }

    /** A delivery carried a valid signature. */
    void verified(String source) {
        Streak streak = streaks.get(source);
        if (streak != null && streak.verified() >= MANY) {
            log.info("Deliveries of {} are accepted again", source);
        }
    }

    /** What this process itself has seen since it started; without sources that have sent nothing since. */
    public Map<String, Refused> seen() {
        Map<String, Refused> seen = new HashMap<>();
        streaks.forEach((source, streak) -> {
            if (streak.isSeen) {
                seen.put(source, streak.now());
            }
        });
        return seen;
    }

    /** Reads what was known before, once, and writes what is new and due. */
    synchronized void note() {
        if (!isRecalled) {
            book.get().read().forEach((source, refused) -> {
                Streak streak = streaks.get(source);
                if (streak != null) {
                    streak.recall(refused);
                }
            });
            isRecalled = true;
        }
        write(clock.instant().minus(BETWEEN_WRITES));
    }

    /** @param since what was written after that must wait */
    private void write(Instant since) {
        Map<String, Integer> versions = new HashMap<>();
        Map<String, Refused> due = new TreeMap<>();
        streaks.forEach((source, streak) -> streak.due(since).ifPresent(version -> {
            versions.put(source, version);
            due.put(source, streak.now());
        }));
        if (!due.isEmpty()) {
            book.get().write(due);
            Instant now = clock.instant();
            versions.forEach((source, version) ->
                    Optional.ofNullable(streaks.get(source)).ifPresent(streak -> streak.written(version, now)));
        }
    }

    private Duration round() {
        try {
            note();
        } catch (RuntimeException e) {
            if (!Outage.is(e)) {
                throw e;
            }
        }
        return PAUSE;
    }

    /** Writes what is not written yet, unless the database is away. */
    @Override
    public void stop() {
        worker.stop();
        synchronized (this) {
            try {
                write(Instant.MAX);
            } catch (RuntimeException e) {
                log.warn("The last refusals are forgotten: {}", Outage.brief(e));
            }
        }
    }

    @Override
    public Worker worker() {
        return worker;
    }

    /** The refusals of one source. */
    private final class Streak {

        private final String source;
        private volatile int inARow;
        private volatile boolean isSeen;
        private volatile boolean isVerified;
        private @Nullable Instant lastAt;
        private @Nullable Instant writtenAt;
        private int version;
        private int writtenVersion;

        Streak(String source) {
            this.source = source;
        }

        int inARow() {
            return inARow;
        }

        synchronized int refused(Instant now) {
            isSeen = true;
            lastAt = now;
            version++;
            inARow = inARow + 1;
            tell();
            return inARow;
        }

        /** Returns how many were refused before it. Does nothing as long as there are none. */
        int verified() {
            return isVerified && inARow == 0 ? 0 : end();
        }

        private synchronized int end() {
            isSeen = true;
            isVerified = true;
            int ended = inARow;
            if (ended > 0) {
                inARow = 0;
                version++;
            }
            tell();
            return ended;
        }

        synchronized void recall(Refused before) {
            Instant known = lastAt;
            if (known == null) {
                lastAt = before.lastAt();
            }
            if (!isVerified) {
                inARow += before.inARow();
            } else if (before.inARow() > 0) {
                version++; // it has ended, which nobody wrote
            }
            tell();
        }

        synchronized Refused now() {
            return new Refused(lastAt, inARow);
        }

        synchronized Optional<Integer> due(Instant since) {
            boolean isDue = version != writtenVersion && (writtenAt == null || !writtenAt.isAfter(since));
            return isDue ? Optional.of(version) : Optional.empty();
        }

        synchronized void written(int which, Instant now) {
            writtenVersion = which;
            writtenAt = now;
        }

        private void tell() {
            up.note(source, SourceUp.Side.WEBHOOKS, inARow < MANY);
        }
    }
}
