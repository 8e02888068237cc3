package dev.throughline.engine.attribution;

import org.jspecify.annotations.Nullable;

/**
 * What is said of a deployment, above every rule.
 *
 * @param failed whether it failed; null when nobody says
 * @param unplanned whether it was unplanned remediation; null when nobody says
 * @param reportedUnplanned the same by the word of its source, which counts while no person says otherwise
 */
public record Ruling(
        @Nullable Boolean failed,
        @Nullable Boolean unplanned,
        @Nullable Boolean reportedUnplanned) {

    static final Ruling NONE = new Ruling(null, null, null);
}
