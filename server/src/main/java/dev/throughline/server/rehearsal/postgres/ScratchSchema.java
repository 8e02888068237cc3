package dev.throughline.server.rehearsal.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A schema next to the real one, with the same tables, empty except for what no delivery contains: people's verdicts and the commit graph.
 */
public final class ScratchSchema implements AutoCloseable {

    private static final String NAME = "throughline_rehearsal";
    private static final int CONNECTIONS = 4;
    private static final List<String> COPIED = List.of("verdict", "graph_commit");

    private static final String LOCK = "hashtextextended('throughline.rehearsal', 0)";

    private final Connection stage;
    private final JdbcClient real;
    private final HikariDataSource connections;

    private ScratchSchema(Connection stage, JdbcClient real, HikariDataSource connections) {
        this.stage = stage;
        this.real = real;
        this.connections = connections;
    }

    /** Creates it; one that was left behind is dropped first. Empty while another process uses it. */
    public static Optional<ScratchSchema> beside(DataSource dataSource) {
        Connection stage = DataSourceUtils.getConnection(dataSource);
        boolean isFree = JdbcClient.create(new SingleConnectionDataSource(stage, true))
                .sql("select pg_try_advisory_lock(" + LOCK + ")")
                .query(Boolean.class)
                .single();
        if (!isFree) {
            DataSourceUtils.releaseConnection(stage, dataSource);
            return Optional.empty();
        }
        return Optional.of(make(stage, dataSource));
    }

    private static ScratchSchema make(Connection stage, DataSource dataSource) {
        JdbcClient real = JdbcClient.create(dataSource);
        drop(real);
        HikariDataSource connections = new HikariDataSource();
        try {
            HikariDataSource known = dataSource.unwrap(HikariDataSource.class);
            connections.setJdbcUrl(known.getJdbcUrl());
            connections.setUsername(known.getUsername());
            connections.setPassword(known.getPassword());
            connections.setDataSourceProperties(known.getDataSourceProperties());
            connections.setSchema(NAME);
            connections.setMaximumPoolSize(CONNECTIONS);
            connections.setMinimumIdle(0);
            connections.setPoolName(NAME);
            Flyway.configure()
                    .dataSource(connections)
                    .schemas(NAME)
                    .defaultSchema(NAME)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            String home =
                    real.sql("select current_schema()").query(String.class).single();
            JdbcClient scratch = JdbcClient.create(connections);
            COPIED.forEach(table -> copy(scratch, home, table));
            return new ScratchSchema(stage, real, connections);
        } catch (SQLException | RuntimeException e) {
            connections.close();
            drop(real);
            release(stage);
            throw new IllegalStateException("no schema to rehearse in", e);
        }
    }

    private static void copy(JdbcClient scratch, String home, String table) {
        String columns = String.join(
                ", ", scratch.sql("""
                                select quote_ident(column_name)
                                  from information_schema.columns
                                 where table_schema = current_schema() and table_name = :table
                                   and is_generated = 'NEVER'
                                 order by ordinal_position
                                """).param("table", table).query(String.class).list());
        scratch.sql("insert into %1$s (%2$s) overriding system value select %2$s from \"%3$s\".%1$s"
                        .formatted(table, columns, home.replace("\"", "\"\"")))
                .update();
    }

    /** Connections on which its tables are found by their names. */
    public DataSource dataSource() {
        return connections;
    }

    /** Whether everything that was recorded has been derived. */
    public boolean isSettled() {
        return !JdbcClient.create(connections)
                .sql("select exists (select from derivation_due) or exists (select from incident_due)")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void close() {
        connections.close();
        try {
            drop(real);
        } finally {
            release(stage);
        }
    }

    private static void release(Connection stage) {
        try (stage;
                var statement = stage.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException e) {
            // the connection is gone, and the lock with it
        }
    }

    private static void drop(JdbcClient real) {
        real.sql("drop schema if exists " + NAME + " cascade").update();
    }
}
