package dev.throughline.collector.inbox;

import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.ledger.Ledger;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A list of the names that were recorded. Refuses some as a database would. */
final class FakeLedger implements Ledger {

    private final Queue<String> names = new ConcurrentLinkedQueue<>();
    private final JdbcClient jdbc;

    FakeLedger(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public void record(List<? extends Fact> facts) {
        for (Fact fact : facts) {
            String name = ((RepositoryName) fact).name();
            if (name.equals("poison")) {
                jdbc.sql("select 1 / 0").query(Integer.class).single();
            }
            names.add(name);
        }
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
