package dev.throughline.collector.inbox;

import java.time.Clock;

/** How fast deliveries arrive at this process, over the last complete quarter of a second. */
final class Influx {

    private static final long WINDOW_MILLIS = 250;
    private static final long FLOOD_PER_SECOND = 300;

    private final Clock clock;
    private long windowFrom;
    private long counted;
    private long perSecond;

    Influx(Clock clock) {
        this.clock = clock;
        this.windowFrom = clock.millis();
    }

    synchronized void add(int deliveries) {
        turn();
        counted += deliveries;
    }

    /** Whether so many arrive that receiving them needs the machine: they are safe, and can be read a little later. */
    synchronized boolean isFlood() {
        turn();
        return perSecond >= FLOOD_PER_SECOND;
    }

    private void turn() {
        long passed = clock.millis() - windowFrom;
        if (passed >= WINDOW_MILLIS) {
            perSecond = counted * 1000 / passed;
            counted = 0;
            windowFrom += passed;
        }
    }
}
