package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.transfer.DevLakeRow.BadValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tables in DevLake's PostgreSQL, all as they were at one moment. Nothing is written to it. */
final class DevLakeDatabase implements DevLakeTables {

    private static final String POSTGRES = "jdbc:postgresql:";
    private static final int AT_ONCE = 2000;

    private final Connection connection;
    private final DevLakeTally tally;
    private final Set<DevLakeTable> there = EnumSet.noneOf(DevLakeTable.class);

    private DevLakeDatabase(Connection connection, DevLakeTally tally) {
        this.connection = connection;
        this.tally = tally;
    }

    /**
     * Opens it.
     *
     * @param environment may have {@code DEVLAKE_USER} and {@code DEVLAKE_PASSWORD}
     * @throws CommandFailed when it cannot be read; never with the address, which may have a password
     */
    static DevLakeDatabase open(String url, Map<String, String> environment, DevLakeTally tally) {
        if (!url.startsWith(POSTGRES)) {
            throw CommandFailed.because(
                    "only PostgreSQL is read by JDBC (%s…): from another database, export the tables as CSV files into a folder"
                            .formatted(POSTGRES + "//"));
        }
        Properties login = new Properties();
        put(login, "user", environment.get("DEVLAKE_USER"));
        put(login, "password", environment.get("DEVLAKE_PASSWORD"));
        try {
            Connection connection = DriverManager.getConnection(url, login);
            try {
                try (PreparedStatement utc = connection.prepareStatement("set time zone 'UTC'")) {
                    utc.execute();
                }
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                // without a transaction the driver reads a whole table at once
                connection.setAutoCommit(false);
                DevLakeDatabase database = new DevLakeDatabase(connection, tally);
                database.look();
                return database;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw CommandFailed.because(
                    "the database of DevLake cannot be read (SQL state %s): is its address right, and do user and password fit?"
                            .formatted(e.getSQLState()));
        }
    }

    private static void put(Properties login, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            login.setProperty(key, value);
        }
    }

    private void look() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select to_regclass(?) is not null")) {
            for (DevLakeTable table : DevLakeTable.values()) {
                query.setString(1, table.toString());
                try (ResultSet answer = query.executeQuery()) {
                    if (answer.next() && answer.getBoolean(1)) {
                        there.add(table);
                    }
                }
            }
        }
    }

    @Override
    public boolean has(DevLakeTable table) {
        return there.contains(table);
    }

    @Override
    public void read(DevLakeTable table, Consumer<DevLakeRow> rows) {
        if (has(table)) {
            try (PreparedStatement query = connection.prepareStatement("select * from " + table)) {
                read(table, query, rows);
            } catch (SQLException e) {
                throw unreadable(table, e);
            }
        }
    }

    @Override
    public void read(DevLakeTable table, String column, Set<String> values, Consumer<DevLakeRow> rows) {
        if (has(table)) {
            String sql = "select * from %s where %s = any(?)".formatted(table, column);
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setArray(1, connection.createArrayOf("text", values.toArray()));
                read(table, query, rows);
            } catch (SQLException e) {
                throw unreadable(table, e);
            }
        }
    }

    private void read(DevLakeTable table, PreparedStatement query, Consumer<DevLakeRow> rows) throws SQLException {
        query.setFetchSize(AT_ONCE);
        try (ResultSet answer = query.executeQuery()) {
            Map<String, Integer> columns = columns(answer.getMetaData());
            for (long number = 1; answer.next(); number++) {
                List<String> values = new ArrayList<>(columns.size());
                for (int i = 1; i <= columns.size(); i++) {
                    String value = answer.getString(i);
                    values.add(value == null ? "" : value);
                }
                DevLakeRow row = new DevLakeRow("%s row %d".formatted(table, number), columns, values);
                try {
                    rows.accept(row);
                } catch (BadValue e) {
                    String id = row.text("id");
                    tally.bad(
                            id.isEmpty() ? row.place() : "%s %s".formatted(table, id), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static Map<String, Integer> columns(ResultSetMetaData names) throws SQLException {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 1; i <= names.getColumnCount(); i++) {
            columns.put(names.getColumnName(i).toLowerCase(Locale.ROOT), i - 1);
        }
        return columns;
    }

    private static CommandFailed unreadable(DevLakeTable table, SQLException e) {
        return CommandFailed.because(
                "the table %s of DevLake cannot be read (SQL state %s)".formatted(table, e.getSQLState()));
    }

    @Override
    public String toString() {
        return "the database";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // everything was read
        }
    }
}
