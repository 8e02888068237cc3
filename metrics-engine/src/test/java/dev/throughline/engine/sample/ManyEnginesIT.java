package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.ledger.postgres.PostgresCommitGraphLedger;
import dev.throughline.engine.ledger.postgres.PostgresLedger;
import dev.throughline.engine.ledger.postgres.PostgresSourceLedger;
import dev.throughline.engine.option.Options;
import dev.throughline.engine.option.OptionsByService;
import dev.throughline.engine.sample.postgres.TestStores;
import dev.throughline.engine.story.Story;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two engines on one database, the second of which does something while the first is in the middle of a derivation. */
class ManyEnginesIT {

    private final String url = TestDatabase.createUrl();
    private final OneOfTwo first = new OneOfTwo(url);
    private final OneOfTwo second = new OneOfTwo(url);

    /** Has connections of its own. What waits for the other would wait forever, and fails instead. */
    private static final class OneOfTwo {

        private final DriverManagerDataSource database;
        private final JdbcClient jdbc;
        private final JdbcTransactionManager manager;
        private final TransactionTemplate transactions;
        private final DueServices due;
        private final SampleKeeper keeper;

        OneOfTwo(String url) {
            database = new DriverManagerDataSource(url + "&options=-c%20lock_timeout=5s");
            jdbc = JdbcClient.create(database);
            manager = new JdbcTransactionManager(database);
            transactions = new TransactionTemplate(manager);
            due = TestStores.dueServices(jdbc);
            keeper = new SampleKeeper(
                    transactions,
                    due,
                    TestStores.samples(database),
                    TestStores.derivedOptions(jdbc),
                    OptionsByService.DEFAULT,
                    Clock.systemUTC(),
                    new SimpleMeterRegistry());
        }

        void record(List<? extends Fact> facts) {
            new PostgresSourceLedger(jdbc, manager).register(Story.SOURCES);
            new PostgresLedger(jdbc, manager).record(facts);
        }

        void catchUp() {
            for (int pass = 0; keeper.catchUp(); pass++) {
                assertThat(pass).as("passes until nothing is due").isLessThan(10);
            }
        }

        /** Derives a service, and has the other do something before that is committed. */
        void derive(long service, Runnable meanwhile) {
            transactions.executeWithoutResult(_ -> {
                DueServices.Due what = due.take(service).orElseThrow();
                SampleStore.Opened opened = TestStores.samples(database).open(service, what.isLittle());
                new Derivation(opened.facts(), opened.samples(), Options.DEFAULT).derive(what);
                meanwhile.run();
            });
        }

        long service(String name) {
            return jdbc.sql("select id from service where lower(name) = lower(:name)")
                    .param("name", name)
                    .query(Long.class)
                    .single();
        }

        List<String> deployed() {
            return jdbc.sql("select external_id from deployment_fact order by at, external_id")
                    .query((row, _) -> row.getString("external_id"))
                    .list();
        }

        List<String> failed() {
            return jdbc.sql("select external_id from deployment_fact where failed order by at, external_id")
                    .query((row, _) -> row.getString("external_id"))
                    .list();
        }
    }

    @Test
    void deriveDifferentServicesAtOnce() {
        first.record(new Story("acme/shop").deploy("s", "a", "10:00").facts());
        first.record(new Story("acme/till").deploy("t", "b", "11:00").facts());

        first.derive(first.service("acme/shop"), () -> {
            assertThat(second.keeper.catchUp()).isTrue();
            assertThat(second.deployed()).containsExactly("t");
            assertThat(second.keeper.catchUp()).as("the other has what is left").isFalse();
        });

        assertThat(second.deployed()).containsExactly("s", "t");
        assertThat(second.due.due()).isEmpty();
    }

    @Test
    void leavesDueWhatTheOtherBeganWhenItDied() {
        first.record(new Story("acme/shop").deploy("s", "a", "10:00").facts());
        long shop = first.service("acme/shop");

        first.transactions.executeWithoutResult(dying -> {
            assertThat(first.due.take(shop)).isPresent();
            assertThat(second.transactions.<Boolean>execute(
                            _ -> second.due.take(shop).isPresent()))
                    .isFalse();
            dying.setRollbackOnly();
        });
        second.catchUp();

        assertThat(second.deployed()).containsExactly("s");
    }

    /** Which service delivered the commit that an incident names, nobody else can see while that is being derived. */
    @Test
    void findsTheCauseOfAnIncidentInWhatIsBeingDerived() {
        first.record(new Story("acme/shop")
                .deploy("s1", "root", "10:00")
                .deploy("s2", "b", "11:00")
                .facts());
        new PostgresCommitGraphLedger(new JdbcTemplate(first.database), first.manager)
                .record(Stream.of(commit("root"), commit("a", "root"), commit("b", "a"))
                        .iterator());
        Story elsewhere = new Story("acme/till").incident(1, "12:00", "13:00", sha("a").value());

        first.derive(first.service("acme/shop"), () -> {
            second.record(elsewhere.facts());
            second.catchUp();
            assertThat(second.failed()).isEmpty();
        });
        second.catchUp();

        assertThat(second.failed()).containsExactly("s2");
    }

    private static GraphCommit commit(String word, String... parents) {
        return new GraphCommit(
                "acme/shop", sha(word), Stream.of(parents).map(Story::sha).toList(), at("07:00"), at("07:00"));
    }
}
