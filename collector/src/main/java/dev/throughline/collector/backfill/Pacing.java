package dev.throughline.collector.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Who waits while an API wants to be left alone, and who counts what it was asked. */
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
     * Waits because too much was asked.
     *
     * @param until when it may be asked again, as far as is known
     * @throws ApiFailed when nobody wants to know any more
     */
    void waitsForLimit(Duration pause, Instant until) throws ApiFailed;

    /** @throws ApiFailed when nobody wants to know any more */
    void stays() throws ApiFailed;

    /** Waits, and notices within half a second when nobody wants to know any more. */
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
