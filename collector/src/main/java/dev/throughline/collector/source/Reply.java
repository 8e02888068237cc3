package dev.throughline.collector.source;

import java.util.Map;

/**
 * An answer in the form that a sender expects. It has no body: no known sender reads one.
 *
 * @param status HTTP status, from 200 to 299
 * @param headers header lines that the sender looks for
 */
public record Reply(int status, Map<String, String> headers) {

    /** 204, for senders that accept nothing else as success. */
    public static final Reply NO_CONTENT = new Reply(204);

    public Reply {
        if (status < 200 || status > 299) {
            throw new IllegalArgumentException("a sender takes %d for a failure".formatted(status));
        }
        headers = Map.copyOf(headers);
    }

    public Reply(int status) {
        this(status, Map.of());
    }
}
