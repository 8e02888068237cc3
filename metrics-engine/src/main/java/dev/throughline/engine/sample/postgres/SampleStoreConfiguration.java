package dev.throughline.engine.sample.postgres;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration
class SampleStoreConfiguration {

    @Bean
    PostgresSampleStore sampleStore(JdbcOperations template) {
        return new PostgresSampleStore(template);
    }

    @Bean
    PostgresDueServices dueServices(JdbcClient jdbc) {
        return new PostgresDueServices(jdbc);
    }

    @Bean
    PostgresDerivedOptions derivedOptions(JdbcClient jdbc) {
        return new PostgresDerivedOptions(jdbc);
    }

    @Profile("engine")
    @Bean
    PostgresWakeUp sampleWakeUp(DataSource dataSource) {
        return new PostgresWakeUp(dataSource);
    }
}
