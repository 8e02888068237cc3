package dev.throughline.server.embedded;

import dev.throughline.server.settings.DataFolder;
import dev.throughline.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Whatever uses the database depends on this bean and is closed before it. */
    @Bean
    JdbcConnectionDetails database(Settings settings, ObjectProvider<DataFolder> folder) {
        String url = settings.databaseUrl();
        return url == null ? EmbeddedPostgres.start(folder.getObject()) : ExternalPostgres.reached(url, settings);
    }

    @Bean
    FlywayMigrationStrategy schemaMigration() {
        return new SchemaMigration();
    }
}
