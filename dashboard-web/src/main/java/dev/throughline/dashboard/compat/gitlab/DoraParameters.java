package dev.throughline.dashboard.compat.gitlab;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the API document describes the parameters of {@link DoraQuery}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(name = "parameters", hidden = true)
@Parameter(
        name = "id",
        in = ParameterIn.PATH,
        description = "Its path, with %2F for each slash, or for a project its id at GitLab.",
        example = "acme%2Fshop")
@Parameter(
        name = "metric",
        in = ParameterIn.QUERY,
        required = true,
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {
                            "deployment_frequency",
                            "lead_time_for_changes",
                            "time_to_restore_service",
                            "change_failure_rate"
                        }))
@Parameter(
        name = "start_date",
        in = ParameterIn.QUERY,
        description = "First day, inclusive. Default: three months ago.",
        schema = @Schema(type = "string", format = "date"))
@Parameter(
        name = "end_date",
        in = ParameterIn.QUERY,
        description = "Last day, inclusive, after the first and at most 180 days later. Default: today.",
        schema = @Schema(type = "string", format = "date"))
@Parameter(
        name = "interval",
        in = ParameterIn.QUERY,
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"daily", "monthly", "all"},
                        defaultValue = "daily"))
@Parameter(
        name = "environment_tiers[]",
        in = ParameterIn.QUERY,
        description = "Only production is measured: without it the answer is empty.",
        array =
                @ArraySchema(
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"production", "staging", "testing", "development", "other"
                                        })))
@interface DoraParameters {}
