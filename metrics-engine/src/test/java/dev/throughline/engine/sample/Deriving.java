package dev.throughline.engine.sample;

import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.ledger.postgres.PostgresLedger;
import dev.throughline.engine.ledger.postgres.PostgresSourceLedger;
import dev.throughline.engine.option.OptionsByService;
import dev.throughline.engine.sample.postgres.TestStores;
import dev.throughline.engine.story.Story;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole engine, for tests of other modules that need derived samples in a database of their own. */
public final class Deriving {

    private Deriving() {}

    /** Records facts and derives until nothing is due. */
    public static void from(List<? extends Fact> facts, DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        new PostgresSourceLedger(jdbc, transactions).register(Story.SOURCES);
        new PostgresLedger(jdbc, transactions).record(facts);
        SampleKeeper keeper = new SampleKeeper(
                new TransactionTemplate(transactions),
                TestStores.dueServices(jdbc),
                TestStores.samples(database),
                TestStores.derivedOptions(jdbc),
                OptionsByService.DEFAULT,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        for (int pass = 0; keeper.catchUp(); pass++) {
            if (pass > 10) {
                throw new AssertionError("still due after " + pass + " passes");
            }
        }
    }
}
