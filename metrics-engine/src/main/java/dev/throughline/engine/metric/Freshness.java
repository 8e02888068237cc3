package dev.throughline.engine.metric;

/** Tells whether numbers may have changed, without querying them again. */
public interface Freshness {

    /**
     * A mark that changes as soon as samples have been derived, by whichever process. It costs no query: one connection listens for all
     * callers, from the first call until some time after the last.
     */
    String mark();
}
