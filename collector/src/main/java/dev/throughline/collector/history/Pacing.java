package dev.throughline.collector.history;

import java.time.Duration;
import java.time.Instant;

/** Who waits while an API wants to be left alone, and who counts what it was asked. */
public interface Pacing {

    /** One more request is about to be made. */
    void asks() throws ApiFailed;

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
