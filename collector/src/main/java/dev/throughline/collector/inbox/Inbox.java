package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Unavailable;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.outage.Outage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes verified deliveries durable: in the database, or in the spool while that is away. */
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /** A database that makes a delivery wait longer counts as away. */
    private static final Duration AWAY_AFTER = Duration.ofSeconds(4);

    /** The share of its sender's patience that a delivery waits for the database: the rest is for its body, and for the spool. */
    private static final double SHARE = 0.4;

    private static final int LONGEST_HEADER = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final GroupCommit groupCommit;
    private final Spool spool;
    private final Clock clock;
    private volatile boolean isDatabaseAway;

    Inbox(GroupCommit groupCommit, Spool spool, Clock clock) {
        this.groupCommit = groupCommit;
        this.spool = spool;
        this.clock = clock;
    }

    /**
     * Makes a delivery durable before its sender loses patience, and returns its key and whether it is new.
     *
     * @throws Unavailable when it cannot be made durable anywhere
     */
    Receipt accept(Source source, Envelope envelope, byte[] body) {
        return accept(source, source.name(), envelope, body);
    }

    /**
     * The same.
     *
     * @param reader name of what will read it, which may be another than its source
     */
    Receipt accept(Source source, String reader, Envelope envelope, byte[] body) {
        String contentType = envelope.header("Content-Type");
        NewDelivery delivery = new NewDelivery(
                reader,
                source.delivery(envelope)
                        .map(String::strip)
                        .filter(key -> !key.isEmpty())
                        .map(Keys::of)
                        .orElseGet(() -> Keys.sha256(body)),
                plain(source.event(envelope)),
                contentType == null ? null : plain(contentType),
                source.headers(envelope),
                clock.instant(),
                body.length,
                Deflated.of(body));
        return new Receipt(
                delivery.key(), store(delivery, delivery, longestWait(source)).isNew() ? "accepted" : "duplicate");
    }

    /**
     * Makes a report about a thing durable. The first report has the key of the thing, each later one its own key: nothing is a duplicate.
     * While the database is away it is unknown which is the first, so none has the key of the thing.
     *
     * @throws Unavailable when it cannot be made durable anywhere
     */
    Receipt acceptAnother(String source, String key, String event, byte[] body) {
        NewDelivery first = new NewDelivery(
                source, key, event, null, Headers.NONE, clock.instant(), body.length, Deflated.of(body));
        NewDelivery another = first.under(key + "-" + UUID.randomUUID());
        Stored stored = store(first, another, AWAY_AFTER);
        return stored.isNew()
                ? new Receipt(stored.delivery().key(), "accepted")
                : new Receipt(store(another, another, AWAY_AFTER).delivery().key(), "duplicate");
    }

    /**
     * Makes a report about a thing durable, unless one has this key.
     *
     * @throws Unavailable when it cannot be made durable anywhere
     */
    Receipt acceptOnce(String source, String key, String event, byte[] body) {
        NewDelivery only = new NewDelivery(
                source, key, event, null, Headers.NONE, clock.instant(), body.length, Deflated.of(body));
        return new Receipt(key, store(only, only, AWAY_AFTER).isNew() ? "accepted" : "duplicate");
    }

    /** From now on, deliveries go to the database again. */
    void databaseIsBack() {
        if (isDatabaseAway) {
            isDatabaseAway = false;
            log.info("The database is asked again for deliveries");
        }
    }

    private record Stored(NewDelivery delivery, boolean isNew) {}

    private static Duration longestWait(Source source) {
        Duration share = Duration.ofMillis((long) (SHARE * source.patience().toMillis()));
        return share.compareTo(AWAY_AFTER) < 0 ? share : AWAY_AFTER;
    }

    /**
     * @param spooled what is spooled instead while the database is away
     * @param wait for the database, which may be too slow for an impatient sender without being away
     */
    private Stored store(NewDelivery delivery, NewDelivery spooled, Duration wait) {
        if (isDatabaseAway) {
            return spool(spooled, null);
        }
        CompletableFuture<Boolean> isNew = groupCommit.add(delivery);
        try {
            return new Stored(delivery, isNew.get(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            isNew.cancel(false);
            return wait.compareTo(AWAY_AFTER) < 0 ? spool(spooled, e) : away(spooled, e);
        } catch (ExecutionException e) {
            if (Outage.isRefusal(e)) {
                log.error("The database refuses delivery {} of {}", delivery.key(), delivery.source(), e.getCause());
                throw new Unavailable("refused by the database", e);
            }
            return away(spooled, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return spool(spooled, e);
        }
    }

    private Stored away(NewDelivery delivery, Throwable why) {
        if (!isDatabaseAway) {
            isDatabaseAway = true;
            log.warn("The database is away, deliveries are spooled: {}", why.toString());
        }
        return spool(delivery, why);
    }

    private Stored spool(NewDelivery delivery, @Nullable Throwable why) {
        try {
            return new Stored(delivery, spool.write(delivery));
        } catch (IOException e) {
            log.error(
                    "Delivery {} of {} is lost unless it is sent again: no database, and no spool: {}",
                    delivery.key(),
                    delivery.source(),
                    e.toString());
            throw new Unavailable("neither database nor spool", why == null ? e : why);
        }
    }

    /** A header value that fits into a column and into one line. */
    private static String plain(String header) {
        String line = CONTROL.matcher(header).replaceAll("").strip();
        return line.length() <= LONGEST_HEADER ? line : line.substring(0, LONGEST_HEADER);
    }
}
