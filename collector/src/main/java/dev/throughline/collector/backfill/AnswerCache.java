package dev.throughline.collector.backfill;

import java.util.Map;
import java.util.Optional;

/** Answers that a forge need not resend while they are unchanged: requested conditionally, they use none of the quota. */
public interface AnswerCache {

    /** What was kept for an address. */
    Optional<Kept> find(String url);

    /** Stores an answer, replacing an older one. */
    void keep(String url, Kept answer);

    /**
     * An answer.
     *
     * @param etag the forge's identifier for it
     * @param headers those that are needed again: its links and its type
     */
    record Kept(String etag, Map<String, String> headers, byte[] body) {}
}
