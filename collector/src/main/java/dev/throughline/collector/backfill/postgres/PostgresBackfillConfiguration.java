package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.AnswerCaches;
import dev.throughline.collector.backfill.ApiStates;
import dev.throughline.collector.backfill.BackfillBook;
import dev.throughline.collector.backfill.FilesBook;
import dev.throughline.collector.backfill.HealingBook;
import dev.throughline.collector.backfill.HookBook;
import dev.throughline.collector.backfill.ReadingBook;
import dev.throughline.collector.backfill.UnitBook;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PostgresBackfillConfiguration {

    @Bean
    BackfillBook backfillBook(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresBackfillBook(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    UnitBook unitBook(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresUnitBook(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    ReadingBook readingBook(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresReadingBook(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    FilesBook filesBook(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresFilesBook(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    HookBook hookBook(JdbcClient jdbc, PlatformTransactionManager transactions) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        return new PostgresHookBook(jdbc, transaction, new PostgresHealingBook(jdbc, transaction));
    }

    @Bean
    ApiStates apiStates(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresApiStates(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    HealingBook healingBook(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresHealingBook(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    AnswerCaches answerCaches(JdbcClient jdbc, JsonMapper json) {
        return source -> new PostgresAnswerCache(jdbc, json, source);
    }
}
