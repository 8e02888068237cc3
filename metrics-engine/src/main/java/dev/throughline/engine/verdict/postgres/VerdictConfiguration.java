package dev.throughline.engine.verdict.postgres;

import dev.throughline.engine.verdict.VerdictArchive;
import dev.throughline.engine.verdict.VerdictBook;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class VerdictConfiguration {

    @Bean
    VerdictBook verdictBook(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresVerdictBook(jdbc, transactions);
    }

    @Bean
    VerdictArchive verdictArchive(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresVerdictArchive(jdbc, transactions);
    }
}
