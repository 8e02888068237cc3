package dev.throughline.collector.source;

import java.util.Map;

/**
 * An answer in the terms of a sender. It has no body: none is known that reads one.
 *
 * @param status HTTP status, from 200 to 299
 * @param headers header lines that the sender looks for
 */
public record Reply(int status, Map<String, String> headers) {

    /** 204, for senders that take nothing else for success. */
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
