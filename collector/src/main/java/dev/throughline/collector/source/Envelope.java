package dev.throughline.collector.source;

import org.jspecify.annotations.Nullable;

/** What surrounds a body: header lines, and the query of the address that it was posted to. */
public interface Envelope {

    /** First value of the header with this name, ignoring case; null when there is none. */
    @Nullable
    String header(String name);

    /**
     * First value of the parameter of this name in the query; null when there is none. For senders that can send a secret nowhere else; a
     * field of a body, even of a form, is not a parameter.
     */
    @Nullable
    String parameter(String name);
}
