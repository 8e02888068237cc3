package dev.throughline.dashboard.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery.
 *
 * @param id its place in the inbox; greater is newer
 * @param source that it was posted to
 * @param delivery the sender's own id for it, otherwise the SHA-256 of the body
 * @param event the sender's word for what happened; may be empty
 * @param repository full name of the repository that it concerns; null when it names none, or is not read yet
 * @param bytes length of the body as received
 * @param outcome what its facts led to, in one line; null unless it was processed
 * @param reason why it was ignored or malformed; null otherwise
 * @param field JSON path of what made it malformed; null otherwise
 * @param attempts how often it was tried
 * @param error last error while processing it; null when there was none
 * @param facts how many facts were read from it; null while it is not read
 */
public record Arrival(
        String id,
        String source,
        String delivery,
        String event,
        @Nullable String repository,
        Instant receivedAt,
        int bytes,
        Status status,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String field,
        int attempts,
        @Nullable String error,
        @Nullable Integer facts) {}
