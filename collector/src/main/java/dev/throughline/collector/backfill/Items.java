package dev.throughline.collector.backfill;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A chapter of a repository, read from its newest object back. Pages are asked for when they are needed. */
public interface Items {

    /**
     * The next one; null when there is none.
     *
     * @throws ApiFailed when the forge does not tell it
     */
    @Nullable
    Item next() throws ApiFailed;

    /** About how many things there are, once the first has been read: what they are counted as. Empty when it is not told. */
    default OptionalLong total() {
        return OptionalLong.empty();
    }
}
