package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.DeliveredCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads delivered commits. */
final class CommitRow {

    private CommitRow() {}

    static DeliveredCommit of(ResultSet row, int number) throws SQLException {
        return new DeliveredCommit(
                row.getString("sha"),
                Rows.maybeInstant(row, "author_at"),
                row.getBoolean("is_merge"),
                Rows.maybeInteger(row, "lead_seconds"),
                Rows.maybeText(row, "start_provenance"),
                Rows.maybeText(row, "linked_by"),
                change(row),
                Rows.maybeText(row, "delivered_as"),
                Rows.maybeText(row, "excluded"),
                Rows.texts(row, "flags"));
    }

    static DeliveredCommit.@Nullable Origin change(ResultSet row) throws SQLException {
        String title = Rows.maybeText(row, "title");
        return title == null
                ? null
                : new DeliveredCommit.Origin(row.getObject("number", Long.class), title, Rows.maybeText(row, "url"));
    }
}
