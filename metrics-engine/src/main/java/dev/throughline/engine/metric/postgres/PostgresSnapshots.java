package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.Snapshots;
import java.util.function.Function;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Has the functions of the database answer all questions. */
final class PostgresSnapshots implements Snapshots {

    private final TransactionTemplate transactions;
    private final Distribution distribution;

    PostgresSnapshots(PlatformTransactionManager manager, Distribution distribution) {
        this.transactions = repeatable(manager);
        this.distribution = distribution;
    }

    /** All statements of a transaction see what the first one sees. */
    static TransactionTemplate repeatable(PlatformTransactionManager manager) {
        TransactionTemplate repeatable = new TransactionTemplate(manager);
        repeatable.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return repeatable;
    }

    @Override
    public <T> T ask(Function<Distribution, T> question) {
        return transactions.execute(_ -> question.apply(distribution));
    }
}
