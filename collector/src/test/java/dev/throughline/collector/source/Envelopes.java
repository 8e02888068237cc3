package dev.throughline.collector.source;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Envelopes to put bodies into. */
public final class Envelopes {

    private Envelopes() {}

    /** One with these headers, found in any case, and no query. */
    public static Envelope with(Map<String, String> headers) {
        return with(headers, Map.of());
    }

    /** One with these headers, found in any case, and this query. */
    public static Envelope with(Map<String, String> headers, Map<String, String> query) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return new Envelope() {

            @Override
            public @Nullable String header(String name) {
                return anyCase.get(name);
            }

            @Override
            public @Nullable String parameter(String name) {
                return query.get(name);
            }
        };
    }
}
