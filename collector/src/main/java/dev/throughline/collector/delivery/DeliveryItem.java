package dev.throughline.collector.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it.
 *
 * @param id its place in the inbox; greater is newer
 * @param source source that it was posted to
 * @param delivery the sender's own id for it, otherwise the SHA-256 of the body
 * @param event the sender's word for what happened
 * @param receivedAt when it was received, UTC
 * @param bytes length of the body as received
 * @param status {@code pending}, {@code processed}, {@code ignored}, {@code malformed} or {@code failed}
 * @param reason why it was ignored or malformed
 * @param field JSON path of what made it malformed
 * @param attempts how often a worker has tried it
 * @param error last error while processing it
 * @param facts how many facts were read from it
 * @param repository full name of the repository that it concerns; null when it names none
 * @param outcome what its facts led to, in one line; null unless it was processed
 */
public record DeliveryItem(
        String id,
        String source,
        String delivery,
        String event,
        @JsonProperty("received_at") Instant receivedAt,
        int bytes,
        String status,
        @Nullable String reason,
        @Nullable String field,
        int attempts,
        @Nullable String error,
        @Nullable Integer facts,
        @Nullable String repository,
        @Nullable String outcome) {}
