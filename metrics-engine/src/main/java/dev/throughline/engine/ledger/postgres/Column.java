package dev.throughline.engine.ledger.postgres;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One column of many rows, as an array parameter for {@code unnest}. All columns are sent as text and cast in the statement, because the
 * driver knows no arrays of instants, and {@code unnest} would flatten an array of arrays.
 */
final class Column {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\ud800-\\udfff]");
    private static final Pattern ESCAPED = Pattern.compile("[\"\\\\]");

    private Column() {}

    static <T> @Nullable String[] of(List<T> rows, Function<? super T, ? extends @Nullable Object> value) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = text(value.apply(rows.get(i)));
        }
        return column;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> storable(text);
            case Instant instant -> storable(instant).toString();
            case List<?> list -> array(list);
            case Object other -> other.toString();
        };
    }

    /** A list in PostgreSQL's array syntax. */
    static String array(List<?> list) {
        return list.stream().map(Column::element).collect(Collectors.joining(",", "{", "}"));
    }

    private static String element(Object value) {
        return '"' + ESCAPED.matcher(storable(value.toString())).replaceAll("\\\\$0") + '"';
    }

    /** PostgreSQL's text takes neither null bytes nor halves of surrogate pairs; both do occur in payloads. */
    static String storable(String text) {
        return UNSTORABLE.matcher(text).replaceAll("\ufffd");
    }

    /** PostgreSQL stores microseconds; a year that it cannot store becomes the nearest one that it can. */
    static Instant storable(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST) ? LATEST : instant.truncatedTo(ChronoUnit.MICROS);
    }
}
