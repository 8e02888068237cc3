package dev.throughline.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL, the same binaries that {@code up} uses; one server per JVM, one migrated database per {@link #create()}. */
public final class TestDatabase {

    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    /** A new, migrated, empty database. Copied from a template, so it costs a fraction of a second. */
    public static DataSource create() {
        String name = "t_" + UUID.randomUUID().toString().replace("-", "");
        JdbcClient.create(SERVER.getPostgresDatabase())
                .sql("create database " + name + " template migrated")
                .update();
        return SERVER.getDatabase("postgres", name);
    }

    /** JDBC URL of a new, migrated, empty database. */
    public static String createUrl() {
        String name = "t_" + UUID.randomUUID().toString().replace("-", "");
        JdbcClient.create(SERVER.getPostgresDatabase())
                .sql("create database " + name + " template migrated")
                .update();
        return SERVER.getJdbcUrl("postgres", name);
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("max_connections", "300")
                    .start();
            JdbcClient.create(server.getPostgresDatabase())
                    .sql("create database migrated")
                    .update();
            Flyway.configure()
                    .dataSource(server.getDatabase("postgres", "migrated"))
                    .load()
                    .migrate();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
