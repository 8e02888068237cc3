package dev.throughline.server.transfer;

import java.util.Set;
import java.util.function.Consumer;

/** The tables of a DevLake, in files or in its database. They are read row by row, and may be read while another one is. */
interface DevLakeTables extends AutoCloseable {

    boolean has(DevLakeTable table);

    /** Reads all rows of a table; none where it is missing. */
    void read(DevLakeTable table, Consumer<DevLakeRow> rows);

    /**
     * Reads the rows that have one of these values in a column.
     *
     * @param column its name, as it stands in our code
     */
    void read(DevLakeTable table, String column, Set<String> values, Consumer<DevLakeRow> rows);

    /** Their name in error messages; never with a password. */
    @Override
    String toString();

    @Override
    void close();
}
