package dev.throughline.engine.metric.index;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** The date of an instant in a zone. Fast for ascending instants; for one thread. */
final class LocalDays {

    static final long SECOND = 1_000_000;
    static final long DAY = 86_400 * SECOND;

    private final ZoneRules rules;
    private long validFrom = 1;
    private long validUntil = 0;
    private long offset;

    LocalDays(ZoneId zone) {
        rules = zone.getRules();
    }

    /** Days since 1970-01-01. */
    int dayOf(long instant) {
        return (int) Math.floorDiv(localOf(instant), DAY);
    }

    /** The local time, as microseconds since local 1970-01-01. */
    long localOf(long instant) {
        if (instant < validFrom || instant >= validUntil) {
            find(instant);
        }
        return instant + offset;
    }

    private void find(long micros) {
        Instant instant = instant(micros);
        offset = rules.getOffset(instant).getTotalSeconds() * SECOND;
        ZoneOffsetTransition next = rules.nextTransition(instant);
        // one at this very instant is already in the past
        ZoneOffsetTransition last = rules.previousTransition(instant.plusNanos(1));
        validFrom = last == null ? Long.MIN_VALUE : micros(last.getInstant());
        validUntil = next == null ? Long.MAX_VALUE : micros(next.getInstant());
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
