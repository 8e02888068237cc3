package dev.throughline.engine.sample;

/** Waits for word of new facts. */
public interface WakeUp {

    /** Returns when there may be something to do, at the latest after a second. */
    void await() throws InterruptedException;
}
