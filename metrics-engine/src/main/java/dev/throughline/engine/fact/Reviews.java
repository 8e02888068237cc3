package dev.throughline.engine.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery says about the reviews of a change; merged by the earliest of each.
 *
 * @param firstAt earliest review by somebody else in it; null when there is none
 * @param approvedAt earliest approval in it; null when there is none
 */
public record Reviews(@Nullable Instant firstAt, @Nullable Instant approvedAt) {

    public static final Reviews NONE = new Reviews(null, null);
}
