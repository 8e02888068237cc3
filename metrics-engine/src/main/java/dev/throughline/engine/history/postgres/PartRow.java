package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.DeploymentCommit;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.Exclusion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part that still lacks its evidence, which is fetched for all parts of a page at once.
 *
 * @param key distinguishes what happened at the same instant
 */
record PartRow(
        Instant at,
        String key,
        long service,
        @Nullable UUID deployment,
        @Nullable String sha,
        @Nullable UUID incident,
        DeploymentCommit.@Nullable Origin change,
        @Nullable Exclusion reason,
        int contribution,
        @Nullable Integer seconds,
        List<Flag> flags) {

    static PartRow of(ResultSet row, int number) throws SQLException {
        return new PartRow(
                Instants.of(row, "at"),
                row.getString("key"),
                row.getLong("service_id"),
                Rows.maybeUuid(row, "deployment_id"),
                Rows.maybeText(row, "sha"),
                Rows.maybeUuid(row, "incident_id"),
                CommitRow.change(row),
                Rows.maybeTerm(row, "reason", Exclusion.class),
                row.getInt("contribution"),
                Rows.maybeInteger(row, "seconds"),
                Rows.terms(row, "flags", Flag.class));
    }

    Position position() {
        return Position.at(at, key);
    }

    Part because(List<Evidence> evidence) {
        Exclusion leftOut = reason;
        return leftOut == null
                ? new Part.Counted(at, deployment, incident, sha, change, contribution, seconds, evidence, flags)
                : new Part.LeftOut(at, deployment, sha, incident, leftOut);
    }
}
