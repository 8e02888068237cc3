package dev.throughline.dashboard.compat.liatrio;

import dev.throughline.dashboard.problem.BadBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the plugin posts. */
@Schema(name = "liatrio_query")
record RecordsQuery(
        @Schema(
                description = "Names of repositories without their owners, or of services. None means all.",
                example = "[\"shop\"]")
        @Nullable
        List<@Nullable String> repositories,

        @Schema(description = "Who owns the services. None means whoever does.", example = "payments") @Nullable
        String team,

        @Schema(description = "Inclusive.", example = "2026-03-01T00:00:00.000Z") @Nullable
        Instant start,

        @Schema(description = "Exclusive, after start.", example = "2026-03-31T00:00:00.000Z") @Nullable
        Instant end) {

    /** A dropdown without a choice sends an empty name. */
    List<String> namedRepositories() {
        return repositories == null
                ? List.of()
                : repositories.stream()
                        .filter(name -> name != null && !name.isBlank())
                        .map(String::valueOf)
                        .toList();
    }

    @Nullable
    String namedTeam() {
        return team == null || team.isBlank() ? null : team;
    }

    /** @throws BadBody when there is none, or it is not before the end */
    Instant from() {
        if (start == null) {
            throw new BadBody("start", "", "an instant such as 2026-03-01T00:00:00Z");
        }
        return start;
    }

    /** @throws BadBody when there is none, or it is not after the start */
    Instant until() {
        if (end == null || !end.isAfter(from())) {
            throw new BadBody("end", String.valueOf(end), "an instant after start");
        }
        return end;
    }
}
