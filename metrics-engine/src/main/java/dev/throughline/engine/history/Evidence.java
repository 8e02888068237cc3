package dev.throughline.engine.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment is held to have failed (definitions 1.5). At least one of the last three is there, except where the source of
 * the deployment itself said so.
 *
 * @param rule explicit, declared, rollback, revert, hotfix or window
 * @param confidence explicit, declared, inferred or heuristic
 * @param incident the incident that tells it
 * @param deployment the deployment that remedied it
 * @param sha the commit that tells it, or that the incident names
 */
public record Evidence(
        String rule,
        String confidence,
        @Nullable UUID incident,
        @Nullable UUID deployment,
        @Nullable String sha) {}
