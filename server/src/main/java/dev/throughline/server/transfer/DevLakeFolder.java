package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.transfer.CsvReader.BadRecord;
import dev.throughline.server.transfer.DevLakeRow.BadValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tables as files of comma-separated values, each called after its table, with the names of the columns in its first line. */
final class DevLakeFolder implements DevLakeTables {

    private final Path folder;
    private final DevLakeTally tally;

    /** Records that are none are told once, however often a table is read. */
    private final Set<DevLakeTable> told = EnumSet.noneOf(DevLakeTable.class);

    DevLakeFolder(Path folder, DevLakeTally tally) {
        this.folder = folder;
        this.tally = tally;
    }

    @Override
    public boolean has(DevLakeTable table) {
        return Files.isRegularFile(file(table));
    }

    private Path file(DevLakeTable table) {
        return folder.resolve(table + ".csv");
    }

    @Override
    public void read(DevLakeTable table, String column, Set<String> values, Consumer<DevLakeRow> rows) {
        read(table, row -> {
            if (values.contains(row.text(column))) {
                rows.accept(row);
            }
        });
    }

    @Override
    public void read(DevLakeTable table, Consumer<DevLakeRow> rows) {
        if (!has(table)) {
            return;
        }
        boolean isTold = told.contains(table);
        // what is no UTF-8 is replaced: the message of one old commit does not stop the others
        try (CsvReader csv = new CsvReader(
                new BufferedReader(new InputStreamReader(open(table), StandardCharsets.UTF_8), 1 << 16))) {
            Map<String, Integer> columns = columns(csv, table);
            while (true) {
                try {
                    List<String> values = csv.next();
                    if (values == null) {
                        break;
                    }
                    if (values.size() != columns.size()) {
                        throw new BadRecord("it has %d fields, not %d".formatted(values.size(), columns.size()));
                    }
                    accept(new DevLakeRow(place(table, csv), columns, values), rows);
                } catch (BadRecord e) {
                    if (!isTold) {
                        tally.bad(place(table, csv), String.valueOf(e.getMessage()));
                    }
                }
            }
        } catch (IOException e) {
            throw CommandFailed.because("%s cannot be read: %s".formatted(file(table), e.getMessage()));
        }
        told.add(table);
    }

    private void accept(DevLakeRow row, Consumer<DevLakeRow> rows) {
        try {
            rows.accept(row);
        } catch (BadValue e) {
            tally.bad(row.place(), String.valueOf(e.getMessage()));
        }
    }

    private InputStream open(DevLakeTable table) throws IOException {
        return Files.newInputStream(file(table));
    }

    private static String place(DevLakeTable table, CsvReader csv) {
        return "%s.csv line %d".formatted(table, csv.line());
    }

    private Map<String, Integer> columns(CsvReader csv, DevLakeTable table) throws IOException {
        @Nullable List<String> names;
        try {
            names = csv.next();
        } catch (BadRecord e) {
            throw CommandFailed.because("%s line 1: %s".formatted(file(table), e.getMessage()));
        }
        Map<String, Integer> columns = new HashMap<>();
        for (String name : names == null ? List.<String>of() : names) {
            if (columns.put(name.strip().toLowerCase(Locale.ROOT), columns.size()) != null) {
                throw CommandFailed.because("%s names the column '%s' twice".formatted(file(table), name.strip()));
            }
        }
        return columns;
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() {
        // every file is closed when it is read
    }
}
