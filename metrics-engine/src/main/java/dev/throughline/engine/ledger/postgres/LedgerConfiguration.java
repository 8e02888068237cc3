package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.catalog.CatalogLedger;
import dev.throughline.engine.ledger.CommitGraphArchive;
import dev.throughline.engine.ledger.CommitGraphLedger;
import dev.throughline.engine.ledger.GraphFetching;
import dev.throughline.engine.ledger.Ledger;
import dev.throughline.engine.ledger.SourceLedger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    Ledger ledger(JdbcClient jdbc, PlatformTransactionManager transactions, Environment environment) {
        return new PostgresLedger(jdbc, transactions, GraphFetching.isOn(environment));
    }

    @Bean
    SourceLedger sourceLedger(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresSourceLedger(jdbc, transactions);
    }

    @Bean
    CatalogLedger catalogLedger(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresCatalogLedger(jdbc, transactions);
    }

    @Bean
    CommitGraphLedger commitGraphLedger(JdbcTemplate template, PlatformTransactionManager transactions) {
        return new PostgresCommitGraphLedger(template, transactions);
    }

    @Bean
    CommitGraphArchive commitGraphArchive(JdbcClient jdbc) {
        return new PostgresCommitGraphArchive(jdbc);
    }
}
