package dev.throughline.collector.git.postgres;

import dev.throughline.collector.git.DueFetches;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
class PostgresGitConfiguration {

    @Bean
    DueFetches dueFetches(JdbcClient jdbc) {
        return new PostgresDueFetches(jdbc);
    }
}
