package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.Changes;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.Details;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.Labels;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.ProductionDeployments;
import dev.throughline.engine.history.ServiceFinder;
import dev.throughline.engine.history.Services;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean
    Labels labels(JdbcClient jdbc) {
        return new PostgresLabels(jdbc);
    }

    @Bean
    Services services(JdbcClient jdbc) {
        return new PostgresServices(jdbc);
    }

    @Bean
    ServiceFinder serviceFinder(JdbcClient jdbc) {
        return new PostgresServiceFinder(jdbc);
    }

    @Bean
    ProductionDeployments productionDeployments(JdbcClient jdbc) {
        return new PostgresProductionDeployments(jdbc);
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
