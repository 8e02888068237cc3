package dev.throughline.engine.history;

import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.attribution.Evidence.Rule;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment is considered failed (definitions 1.5). At least one of the last three is present, unless the source of the deployment
 * itself said so.
 *
 * @param incident the incident that says so
 * @param deployment the deployment that remedied it
 * @param sha the commit that says so, or that the incident names
 */
public record Evidence(
        Rule rule,
        Confidence confidence,
        @Nullable UUID incident,
        @Nullable UUID deployment,
        @Nullable String sha) {}
