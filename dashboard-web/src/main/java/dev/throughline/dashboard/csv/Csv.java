package dev.throughline.dashboard.csv;

import dev.throughline.engine.fact.Term;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Records as comma-separated values: a line of names, then a line for each. Names are those of the JSON of the API; a record within a
 * record has its own columns, e.g. {@code stages.review}. No data is an empty cell, lists are separated by semicolons.
 *
 * <p>A text that a spreadsheet would read as a formula gets an apostrophe in front of it: titles and names come from strangers.
 */
public final class Csv {

    public static final MediaType TYPE = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private static final String FORMULA = "=+-@\t\r";
    private static final String TO_QUOTE = ",\"\r\n";

    private Csv() {}

    /**
     * The lines, each ended by CR LF.
     *
     * @param type of the rows, whose components are the columns
     */
    public static String of(Class<? extends Record> type, List<?> rows) {
        return Stream.concat(Stream.of(names(type, "")), rows.stream().map(row -> cells(type, row)))
                .map(cells -> cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    private static List<String> names(Class<?> type, String before) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(part -> part.getType().isRecord()
                        ? names(part.getType(), before + name(part) + ".").stream()
                        : Stream.of(before + name(part)))
                .toList();
    }

    private static String name(RecordComponent part) {
        return part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static List<String> cells(Class<?> type, @Nullable Object row) {
        List<String> cells = new ArrayList<>();
        for (RecordComponent part : type.getRecordComponents()) {
            Object value = row == null ? null : value(part, row);
            if (part.getType().isRecord()) {
                cells.addAll(cells(part.getType(), value));
            } else {
                cells.add(cell(value));
            }
        }
        return cells;
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            default -> harmless(text(value));
        };
    }

    private static String text(Object value) {
        return switch (value) {
            case Term term -> term.word();
            case Collection<?> all -> all.stream().map(Csv::text).collect(Collectors.joining("; "));
            case Map<?, ?> all -> text(all.entrySet());
            case Record each ->
                Arrays.stream(each.getClass().getRecordComponents())
                        .map(part -> value(part, each))
                        .filter(Objects::nonNull)
                        .map(Csv::text)
                        .collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }

    private static @Nullable Object value(RecordComponent part, Object row) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + part, e);
        }
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(sign -> TO_QUOTE.indexOf(sign) >= 0)
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
