package dev.throughline.engine.attribution;

import org.jspecify.annotations.Nullable;

/**
 * What is said about a deployment, overriding every rule.
 *
 * @param failed whether it failed; null when nobody says so
 * @param unplanned whether it was unplanned remediation; null when nobody says so
 * @param reportedUnplanned the same according to its source, which counts while no person says otherwise
 */
public record Ruling(
        @Nullable Boolean failed,
        @Nullable Boolean unplanned,
        @Nullable Boolean reportedUnplanned) {

    static final Ruling NONE = new Ruling(null, null, null);
}
