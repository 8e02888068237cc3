package dev.throughline.collector.source;

import org.jspecify.annotations.Nullable;

/** What stands on the outside of a body: header lines, and the query of the address that it was posted to. */
public interface Envelope {

    /** First value of the header of this name, in any case; null when there is none. */
    @Nullable
    String header(String name);

    /**
     * First value of the parameter of this name in the query; null when there is none. For senders that can show a secret nowhere
     * else; what is in a body, also of a form, is no parameter.
     */
    @Nullable
    String parameter(String name);
}
