package dev.throughline.engine.metric;

/** Tells whether numbers may be others than they were, without asking for them again. */
public interface Freshness {

    /**
     * A mark that is another one as soon as samples have been derived, by whichever process. It costs no query: one connection
     * listens for all who ask, from the first question until some time after the last.
     */
    String mark();
}
