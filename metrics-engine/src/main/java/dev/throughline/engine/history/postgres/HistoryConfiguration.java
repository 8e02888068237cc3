package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.Changes;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.Details;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.Services;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean
    Services services(JdbcClient jdbc) {
        return new PostgresServices(jdbc);
    }

    @Bean
    Deployments deployments(JdbcClient jdbc) {
        return new PostgresDeployments(jdbc);
    }

    @Bean
    Details details(JdbcClient jdbc) {
        return new PostgresDetails(jdbc);
    }

    @Bean
    Parts parts(JdbcClient jdbc) {
        return new PostgresParts(jdbc);
    }

    @Bean
    Changes changes(JdbcClient jdbc) {
        return new PostgresChanges(jdbc);
    }

    @Bean
    Incidents incidents(JdbcClient jdbc) {
        return new PostgresIncidents(jdbc);
    }
}
