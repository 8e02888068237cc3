package dev.throughline.collector.payload;

import org.jspecify.annotations.Nullable;

/** A field that must be present. */
public final class Field {

    private Field() {}

    /** @throws UnreadablePayload when it is missing, naming its path */
    public static <T> T of(@Nullable T value, String path) {
        if (value == null) {
            throw UnreadablePayload.missing(path);
        }
        return value;
    }
}
