package dev.throughline.engine.sample;

import java.time.Duration;

/** Waits for word of new facts. */
public interface WakeUp {

    /** Returns when there may be something to do, at the latest after so long. */
    void await(Duration most) throws InterruptedException;
}
