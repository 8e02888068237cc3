package dev.throughline.collector.backfill;

import java.util.Map;
import java.util.Optional;

/** Answers that a forge need not send again while they are right: asked for on condition, they cost nothing of the quota. */
public interface AnswerCache {

    /** What was kept for an address. */
    Optional<Kept> find(String url);

    /** Keeps an answer in the place of an older one. */
    void keep(String url, Kept answer);

    /**
     * An answer.
     *
     * @param etag what the forge calls it
     * @param headers those that are read again: its links and its type
     */
    record Kept(String etag, Map<String, String> headers, byte[] body) {}
}
