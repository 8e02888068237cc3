package dev.throughline.engine.attribution;

import org.jspecify.annotations.Nullable;

/**
 * What people say of a deployment, above every rule.
 *
 * @param failed whether it failed; null when nobody says
 * @param unplanned whether it was unplanned remediation; null when nobody says
 */
public record Ruling(@Nullable Boolean failed, @Nullable Boolean unplanned) {

    static final Ruling NONE = new Ruling(null, null);
}
