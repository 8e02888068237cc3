package dev.throughline.engine.metric.postgres;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of which all statements see what the first one sees. Said in SQL: by way of the connection it takes three round trips,
 * and a question has few others.
 */
final class RepeatableReads {

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    RepeatableReads(PlatformTransactionManager manager, JdbcClient jdbc) {
        this.transactions = new TransactionTemplate(manager);
        this.jdbc = jdbc;
    }

    /** Reads in a transaction of its own; within that of the caller, and as isolated as that is, when there is one. */
    <T> T read(Supplier<T> reading) {
        return transactions.execute(transaction -> {
            if (transaction.isNewTransaction()) {
                jdbc.sql("set transaction isolation level repeatable read").update();
            }
            return reading.get();
        });
    }
}
