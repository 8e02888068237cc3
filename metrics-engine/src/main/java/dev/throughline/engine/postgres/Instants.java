package dev.throughline.engine.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Conversion of instants for the driver, which knows timestamptz only as {@link OffsetDateTime}. */
public final class Instants {

    private Instants() {}

    public static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    /** @throws NullPointerException when the column is null; it names it */
    public static Instant of(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(orNull(row, column), column);
    }

    public static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
