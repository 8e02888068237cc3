package dev.throughline.collector.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Who waits while an API wants to be left alone, and who counts what it was asked. */
public interface Pacing {

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

    /** Waits a little before another try. */
    void waitsToRetry(Duration pause) throws ApiFailed;
}
