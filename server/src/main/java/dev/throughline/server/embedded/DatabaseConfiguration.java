package dev.throughline.server.embedded;

import dev.throughline.server.settings.DataFolder;
import dev.throughline.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    static final String STARTING = "startingPostgres";

    @Bean
    static DatabaseFirst databaseFirst() {
        return new DatabaseFirst();
    }

    /** None is started if another one is configured. */
    @Bean(STARTING)
    @Lazy
    StartingPostgres startingPostgres(DataFolder folder) {
        return StartingPostgres.in(folder);
    }

    /** Everything that uses the database depends on this bean and is closed before it. */
    @Bean
    JdbcConnectionDetails database(Settings settings, ObjectProvider<StartingPostgres> embedded) {
        String url = settings.databaseUrl();
        return url == null ? embedded.getObject().take() : ExternalPostgres.reached(url, settings);
    }

    @Bean
    FlywayMigrationStrategy schemaMigration() {
        return new SchemaMigration();
    }
}
