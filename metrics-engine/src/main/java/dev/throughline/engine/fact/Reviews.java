package dev.throughline.engine.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery tells of the reviews of a change; merged by the earliest of each.
 *
 * @param firstAt earliest review by somebody else that it tells of; null when it tells of none
 * @param approvedAt earliest approval that it tells of; null when it tells of none
 */
public record Reviews(@Nullable Instant firstAt, @Nullable Instant approvedAt) {

    public static final Reviews NONE = new Reviews(null, null);
}
