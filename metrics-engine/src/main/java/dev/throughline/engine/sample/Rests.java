package dev.throughline.engine.sample;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Rests between two derivations of the same service, twice as long as the first one took: a service that facts keep arriving for is
 * derived in few large steps rather than many small ones, and keeps no other service waiting. For one thread.
 */
final class Rests {

    private static final long AT_LEAST = Duration.ofMillis(100).toNanos();
    private static final long AT_MOST = Duration.ofSeconds(2).toNanos();

    /** What becomes due meanwhile waits no longer before it is looked at. */
    private static final long LONGEST_TURN = Duration.ofMillis(250).toNanos();

    /** Word of new facts may be lost. */
    private static final long LONGEST_SLEEP = Duration.ofSeconds(1).toNanos();

    /** Facts of a service that rests arrive all the time. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final LongSupplier nanoTime;
    private final Map<Long, Long> restingUntil = new HashMap<>();

    /** @param nanoTime as {@link System#nanoTime} */
    Rests(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A turn that begins now. */
    LimitedTurn begin() {
        long now = nanoTime.getAsLong();
        restingUntil.values().removeIf(until -> until - now <= 0);
        return new LimitedTurn(now);
    }

    /** A turn that lets services rest, and remembers for how long. */
    final class LimitedTurn implements Turn {

        private final long end;
        private long next;
        private boolean hasHeldBack;

        private LimitedTurn(long begin) {
            this.end = begin + LONGEST_TURN;
            this.next = begin + LONGEST_SLEEP;
        }

        @Override
        public boolean admits(long service) {
            Long until = restingUntil.get(service);
            if (until == null || until - nanoTime.getAsLong() <= 0) {
                return true;
            }
            next = until - next < 0 ? until : next;
            hasHeldBack = true;
            return false;
        }

        @Override
        public void derived(long service, Duration took) {
            restingUntil.put(service, nanoTime.getAsLong() + Math.clamp(2 * took.toNanos(), AT_LEAST, AT_MOST));
        }

        @Override
        public boolean isOver() {
            return nanoTime.getAsLong() - end >= 0;
        }

        /** How long to sleep when nothing was derived: until the first of those that were held back has rested, at most a second. */
        Duration sleep() {
            return Duration.ofNanos(Math.max(0, next - nanoTime.getAsLong()));
        }

        /** How long to look away after that, whatever arrives. */
        Duration pause() {
            return hasHeldBack ? PAUSE : Duration.ZERO;
        }
    }
}
