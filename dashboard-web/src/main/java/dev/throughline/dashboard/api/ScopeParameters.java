package dev.throughline.dashboard.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the API document describes the parameters for scope, window and basis: those of {@link MetricsQuery}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "service",
        in = ParameterIn.QUERY,
        description = "Name of a service, any case, old names too; may repeat. None means all.",
        array = @ArraySchema(schema = @Schema(type = "string")))
@Parameter(
        name = "team",
        in = ParameterIn.QUERY,
        description = "A team of throughline.yml: all of its services, in place of service.",
        schema = @Schema(type = "string"))
@Parameter(
        name = "environment",
        in = ParameterIn.QUERY,
        description = "Name of an environment. None means every production-tier one.",
        schema = @Schema(type = "string"))
@Parameter(
        name = "from",
        in = ParameterIn.QUERY,
        description =
                "Start, a date or an instant, inclusive. Default: 30 days before until; without both, the last 30 complete days and today.",
        schema = @Schema(type = "string"))
@Parameter(
        name = "until",
        in = ParameterIn.QUERY,
        description = "End, a date or an instant, exclusive. Default: now.",
        schema = @Schema(type = "string"))
@Parameter(
        name = "timezone",
        in = ParameterIn.QUERY,
        description = "IANA time zone in which dates are cut, and buckets where there are any.",
        schema = @Schema(type = "string", defaultValue = "UTC"))
@Parameter(
        name = "basis",
        in = ParameterIn.QUERY,
        description = "Lead time per commit, per change from its first commit, or per change from its merge.",
        schema =
                @Schema(
                        allowableValues = {"commit", "change", "merge"},
                        defaultValue = "commit"))
@Parameter(
        name = "profile",
        in = ParameterIn.QUERY,
        description = "By whose rules to count: ours, or those of a tool that one migrates from.",
        schema =
                @Schema(
                        allowableValues = {"dora", "gitlab", "fourkeys", "datadog"},
                        defaultValue = "dora"))
@interface ScopeParameters {}
