package dev.throughline.collector.source;

import org.jspecify.annotations.Nullable;

/** The header lines that came with a body. */
@FunctionalInterface
public interface Headers {

    /** First value of the header of this name, in any case; null when there is none. */
    @Nullable
    String first(String name);
}
