package dev.throughline.dashboard.compat.liatrio;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What the plugin's dropdown offers: older releases read teams, newer ones services. */
@Schema(name = "liatrio_lists")
record Lists(
        @Schema(description = "Owners of services, by name.", example = "[\"payments\"]")
        List<String> teams,

        @Schema(description = "Names of services.", example = "[\"acme/shop\"]")
        List<String> services) {}
