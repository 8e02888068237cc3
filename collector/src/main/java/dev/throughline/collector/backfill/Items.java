package dev.throughline.collector.backfill;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A chapter of a repository, read from its newest object backwards. Pages are requested when they are needed. */
public interface Items {

    /**
     * The next one; null when there is none.
     *
     * @throws ApiFailed when the forge does not return it
     */
    @Nullable
    Item next() throws ApiFailed;

    /** Roughly how many things there are, once the first has been read. Empty when unknown. */
    default OptionalLong total() {
        return OptionalLong.empty();
    }
}
