package dev.throughline.engine.history;

import dev.throughline.engine.history.Parts.Listing;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a number are wanted.
 *
 * @param atLeast only those that took this many seconds or more; null for any
 * @param below only those that took fewer seconds; null for any
 */
public record PartFilter(
        Listing listing,
        @Nullable Integer atLeast,
        @Nullable Integer below) {

    /** All parts of a listing, however long they took. */
    public static PartFilter of(Listing listing) {
        return new PartFilter(listing, null, null);
    }
}
