package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.DeploymentCommit;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.Exclusion;
import dev.throughline.engine.sample.StartProvenance;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads delivered commits. */
final class CommitRow {

    private CommitRow() {}

    static DeploymentCommit of(ResultSet row, int number) throws SQLException {
        return new DeploymentCommit(
                row.getString("sha"),
                Instants.orNull(row, "author_at"),
                row.getBoolean("is_merge"),
                Rows.maybeInteger(row, "lead_seconds"),
                Rows.maybeTerm(row, "start_provenance", StartProvenance.class),
                Rows.maybeTerm(row, "linked_by", Link.By.class),
                change(row),
                Rows.maybeText(row, "delivered_as"),
                Rows.maybeTerm(row, "excluded", Exclusion.class),
                Rows.terms(row, "flags", Flag.class));
    }

    static DeploymentCommit.@Nullable Origin change(ResultSet row) throws SQLException {
        String title = Rows.maybeText(row, "title");
        return title == null
                ? null
                : new DeploymentCommit.Origin(row.getObject("number", Long.class), title, Rows.maybeText(row, "url"));
    }
}
