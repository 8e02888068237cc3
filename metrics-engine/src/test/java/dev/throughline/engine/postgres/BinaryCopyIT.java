package dev.throughline.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinaryCopyIT {

    private static final List<String> COLUMNS = List.of("place", "n", "b", "t", "u", "at", "list");

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = TestDatabase.create().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temporary table copied (
                        place bigint, n integer, b boolean, t text, u uuid, at timestamptz, list text[]) on commit drop
                    """);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void copy(
            long place,
            @Nullable Integer n,
            @Nullable String text,
            @Nullable UUID uuid,
            @Nullable Instant at,
            @Nullable List<String> list)
            throws SQLException {
        try (BinaryCopy copy = new BinaryCopy(connection, "copied", COLUMNS)) {
            write(copy, place, n, text, uuid, at, list);
            copy.end();
        }
    }

    private static void write(
            BinaryCopy copy,
            long place,
            @Nullable Integer n,
            @Nullable String text,
            @Nullable UUID uuid,
            @Nullable Instant at,
            @Nullable List<String> list)
            throws SQLException {
        copy.row();
        copy.number(place);
        copy.integer(n);
        copy.bool(place % 2 == 0);
        copy.text(text);
        copy.uuid(uuid);
        copy.instant(at);
        copy.texts(list);
    }

    private ResultSet row(long place) throws SQLException {
        ResultSet row = connection.createStatement().executeQuery("select * from copied where place = " + place);
        assertThat(row.next()).isTrue();
        return row;
    }

    @Test
    void storesWhatItIsGiven() throws SQLException {
        UUID uuid = UUID.fromString("f0e1d2c3-b4a5-4697-8879-6a5b4c3d2e1f");
        Instant at = Instant.parse("1969-12-31T23:59:59.123456789Z");
        List<String> list = List.of("a \"quoted\\ one\", {x}", "", "naïve — 漢字 🚀", "null");
        String longer = "long ".repeat(100_000);
        copy(Long.MIN_VALUE, Integer.MIN_VALUE, longer, uuid, at, list);

        ResultSet row = row(Long.MIN_VALUE);

        assertThat(row.getInt("n")).isEqualTo(Integer.MIN_VALUE);
        assertThat(row.getBoolean("b")).isTrue();
        assertThat(row.getString("t")).isEqualTo(longer);
        assertThat(row.getObject("u", UUID.class)).isEqualTo(uuid);
        assertThat(row.getObject("at", OffsetDateTime.class).toInstant())
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.123456Z"));
        assertThat((String[]) row.getArray("list").getArray()).containsExactlyElementsOf(list);
    }

    @Test
    void storesNothingAndNothingInALists() throws SQLException {
        copy(1, null, null, null, null, null);
        copy(2, 0, "", new UUID(0, 0), Instant.parse("9999-12-31T23:59:59Z"), List.of());

        ResultSet nothing = row(1);
        ResultSet empty = row(2);

        for (String column : COLUMNS.subList(3, COLUMNS.size())) {
            assertThat(nothing.getObject(column)).as(column).isNull();
        }
        assertThat(empty.getString("t")).isEmpty();
        assertThat((String[]) empty.getArray("list").getArray()).isEmpty();
        assertThat(empty.getObject("at", OffsetDateTime.class).toInstant())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @Test
    void storesMoreThanItHolds() throws SQLException {
        try (BinaryCopy copy = new BinaryCopy(connection, "copied", COLUMNS)) {
            for (int i = 0; i < 20_000; i++) {
                write(copy, i, i, "text " + i, new UUID(i, i), Instant.ofEpochSecond(i), List.of("" + i));
            }
            copy.end();
        }

        ResultSet sum = connection
                .createStatement()
                .executeQuery("select count(*), sum(n), count(distinct t), sum(list[1]::integer) from copied");
        sum.next();
        assertThat(List.of(sum.getLong(1), sum.getLong(2), sum.getLong(3), sum.getLong(4)))
                .containsExactly(20_000L, 199_990_000L, 20_000L, 199_990_000L);
    }

    @Test
    void throwsAwayWhatWasNotEnded() throws SQLException {
        try (BinaryCopy copy = new BinaryCopy(connection, "copied", COLUMNS)) {
            write(copy, 1, 1, "one", null, null, null);
        }
        connection.rollback();

        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select 1"))
                    .as("the connection can be used")
                    .isTrue();
        }
    }

    @Test
    void saysWhatTheServerRefuses() {
        assertThatThrownBy(() -> copy(1, 1, "null \0 byte", null, null, null))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("0x00");
    }
}
