package dev.throughline.engine.history.postgres;

import dev.throughline.engine.fact.Term;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values between Java and PostgreSQL that the driver leaves to us. */
final class Rows {

    private Rows() {}

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static @Nullable UUID maybeUuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static @Nullable String maybeText(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    /** The value of a vocabulary that the column names; an error when it names none. */
    static <T extends Enum<T> & Term> T term(ResultSet row, String column, Class<T> vocabulary) throws SQLException {
        return Term.of(vocabulary, row.getString(column));
    }

    static <T extends Enum<T> & Term> @Nullable T maybeTerm(ResultSet row, String column, Class<T> vocabulary)
            throws SQLException {
        String word = maybeText(row, column);
        return word == null ? null : Term.of(vocabulary, word);
    }

    static <T extends Enum<T> & Term> List<T> terms(ResultSet row, String column, Class<T> vocabulary)
            throws SQLException {
        return texts(row, column).stream()
                .map(word -> Term.of(vocabulary, word))
                .toList();
    }

    static @Nullable Integer maybeInteger(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** As a parameter that is cast to an array of its own type. */
    static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
