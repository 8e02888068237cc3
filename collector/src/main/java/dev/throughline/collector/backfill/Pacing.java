package dev.throughline.collector.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Waits when an API requires it, and counts the requests. */
public interface Pacing {

    /** So long nobody notices. */
    Duration STEP = Duration.ofMillis(500);

    /** One more request is about to be made. */
    void asks() throws ApiFailed;

    /**
     * It answered.
     *
     * @param headers with names in lower case
     */
    default void hears(int status, Map<String, String> headers) {}

    /**
     * Waits because too many requests were made.
     *
     * @param until when requests are allowed again, if known
     * @throws ApiFailed when the result is no longer wanted
     */
    void waitsForLimit(Duration pause, Instant until) throws ApiFailed;

    /** @throws ApiFailed when the result is no longer wanted */
    void stays() throws ApiFailed;

    /** Waits, and notices within half a second when the result is no longer wanted. */
    default void waits(Duration pause) throws ApiFailed {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            stays();
            try {
                Thread.sleep(Duration.ofNanos(Math.min(left, STEP.toNanos())).plusMillis(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        stays();
    }
}
