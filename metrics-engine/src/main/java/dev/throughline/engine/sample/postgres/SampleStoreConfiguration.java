package dev.throughline.engine.sample.postgres;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration
class SampleStoreConfiguration {

    @Bean
    PostgresSampleStore sampleStore(JdbcClient jdbc) {
        return new PostgresSampleStore(jdbc);
    }

    @Bean
    PostgresDueServices dueServices(JdbcClient jdbc) {
        return new PostgresDueServices(jdbc);
    }

    @Bean
    PostgresDerivedOptions derivedOptions(JdbcClient jdbc) {
        return new PostgresDerivedOptions(jdbc);
    }

    @Bean
    PostgresWakeUp sampleWakeUp(DataSource dataSource) {
        return new PostgresWakeUp(dataSource);
    }
}
