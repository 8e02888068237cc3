package dev.throughline.collector.inbox;

import static dev.throughline.collector.inbox.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.throughline.collector.delivery.DeliveryFilter;
import dev.throughline.collector.delivery.DeliveryItem;
import dev.throughline.collector.delivery.DeliveryLog;
import dev.throughline.collector.delivery.InboxStatus;
import dev.throughline.collector.delivery.postgres.DeliveryLogs;
import dev.throughline.collector.inbox.postgres.PostgresInbox;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.worker.Doorbell;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class InboxWorkerIT {

    private final HikariDataSource dataSource = pool();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final Deliveries deliveries = PostgresInbox.deliveries(dataSource);
    private final DeliveryLog log = DeliveryLogs.of(dataSource);
    private final FakeLedger ledger = new FakeLedger(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Hearing> heard = new ArrayList<>();
    private final InboxWorker worker = worker();

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void tellsNewDeliveriesFromDuplicates() {
        assertThat(deliveries.insert(List.of(post("a"), post("b"), post("a")))).containsExactly(true, true, false);
        assertThat(deliveries.insert(List.of(post("c"), post("b"), post("c")))).containsExactly(true, false, false);
        assertThat(log.list(null, null, null, 10))
                .extracting(DeliveryItem::delivery)
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void keepsABodyByteForByte() {
        byte[] body = new byte[100_000];
        new Random(1).nextBytes(body);
        deliveries.insert(List.of(new NewDelivery(
                "fake", "k", "push", null, Headers.NONE, Posts.RECEIVED_AT, body.length, Deflated.of(body))));

        List<StoredDelivery> claimed = transaction.execute(status -> deliveries.claim(10));

        assertThat(claimed).singleElement().satisfies(stored -> {
            assertThat(stored.inflate().body()).isEqualTo(body);
            assertThat(stored.inflate().event()).isEqualTo("push");
            assertThat(stored.inflate().contentType()).isNull();
            assertThat(stored.inflate().receivedAt()).isEqualTo(Posts.RECEIVED_AT);
        });
    }

    @Test
    void recordsFactsAndSaysWhatBecameOfEachDelivery() {
        deliveries.insert(List.of(post("f", "acme/shop"), post("i", "ignore"), post("m", "malformed")));

        assertThat(worker.work()).isEqualTo(3);
        assertThat(worker.work()).isZero();

        assertThat(ledger.names()).containsExactly("acme/shop");
        assertThat(log.find("f")).get().satisfies(item -> {
            assertThat(item.status()).isEqualTo("processed");
            assertThat(item.facts()).isEqualTo(1);
            assertThat(item.attempts()).isEqualTo(1);
        });
        assertThat(log.find("i"))
                .get()
                .extracting(DeliveryItem::status, DeliveryItem::reason)
                .containsExactly("ignored", "asked to");
        assertThat(log.find("m"))
                .get()
                .extracting(DeliveryItem::status, DeliveryItem::field, DeliveryItem::reason)
                .containsExactly("malformed", "a.field", "is odd");
        assertThat(counted("processed")).isEqualTo(1);
        assertThat(counted("ignored")).isEqualTo(1);
        assertThat(counted("malformed")).isEqualTo(1);
    }

    @Test
    void notesOfWhichRepositoriesSomethingWasPosted() {
        byte[] body = "acme/told".getBytes(StandardCharsets.UTF_8);
        deliveries.insert(List.of(
                post("f", "acme/shop"),
                post("i", "ignore"),
                new NewDelivery(
                        "fake",
                        "h",
                        "history/push",
                        null,
                        Headers.NONE,
                        Posts.RECEIVED_AT,
                        body.length,
                        Deflated.of(body))));
        worker.work();

        assertThat(ledger.names()).containsExactlyInAnyOrder("acme/shop", "acme/told");
        assertThat(heard).singleElement().satisfies(hearing -> {
            assertThat(hearing.source()).isEqualTo("fake");
            assertThat(hearing.at()).isEqualTo(Posts.RECEIVED_AT);
        });
    }

    @Test
    void notesWhenASourceWasLastHeardOf() {
        Instant newest = Posts.RECEIVED_AT.plusSeconds(60);
        deliveries.insert(List.of(post("a"), post("b", "malformed", newest), post("c", "ignore")));
        worker.work();
        assertThat(heardOf()).isEqualTo(newest);

        deliveries.insert(List.of(post("late", "ignore")));
        worker.work();
        assertThat(heardOf()).isEqualTo(newest);

        deliveries.insert(List.of(post("refused", "poison", newest.plusSeconds(1)), post("d")));
        worker.work();
        assertThat(heardOf()).isEqualTo(newest.plusSeconds(1));
    }

    private Instant heardOf() {
        return jdbc.sql("select last_received_at from source_activity where source = 'fake'")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Test
    void recordsTheOthersOfABatchThatTheDatabaseRefuses() {
        deliveries.insert(List.of(post("1", "one"), post("2", "poison"), post("3", "three")));

        assertThat(worker.work()).isEqualTo(3);

        assertThat(log.find("1")).get().extracting(DeliveryItem::status).isEqualTo("processed");
        assertThat(log.find("3")).get().extracting(DeliveryItem::status).isEqualTo("processed");
        assertThat(log.find("2")).get().satisfies(item -> {
            assertThat(item.status()).isEqualTo("pending");
            assertThat(item.attempts()).isEqualTo(1);
            assertThat(item.error()).isEqualTo("PSQLException: ERROR: division by zero");
        });
    }

    @Test
    void triesAgainAfterAWhileAndGivesUpInTheEnd() {
        deliveries.insert(List.of(post("t", "throw"), post("o", "overflow")));
        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThat(worker.work()).as("attempt %d", attempt).isEqualTo(2);
            assertThat(worker.work()).as("not due after attempt %d", attempt).isZero();
            double delay = jdbc.sql(
                            "select extract(epoch from due_at - now())::float8 from delivery_state join delivery using (id) where delivery = 't'")
                    .query(Double.class)
                    .single();
            if (attempt < 10) {
                assertThat(delay)
                        .isBetween(Math.min(300, 1 << (attempt - 1)) - 1.0, Math.min(300, 1 << (attempt - 1)) + 0.1);
            }
            jdbc.sql("update delivery_state set due_at = now() where status = 'pending'")
                    .update();
        }
        assertThat(worker.work()).isZero();
        assertThat(log.find("t")).get().satisfies(item -> {
            assertThat(item.status()).isEqualTo("failed");
            assertThat(item.attempts()).isEqualTo(10);
            assertThat(item.error()).isEqualTo("IllegalStateException: thrown by the source");
        });
        assertThat(log.find("o")).get().extracting(DeliveryItem::status).isEqualTo("failed");
        assertThat(counted("failed")).isEqualTo(2);
        assertThat(log.status().deliveries()).isEqualTo(new InboxStatus.Counts(2, 0, 0, 0, 0, 2));
    }

    @Test
    void replaysADelivery() {
        deliveries.insert(List.of(post("t", "throw"), post("f", "acme/shop")));
        worker.work();
        jdbc.sql(
                        "update delivery_state set status = 'failed', attempts = 10 where id = (select id from delivery where delivery = 't')")
                .update();

        assertThat(log.replay("t"))
                .get()
                .extracting(DeliveryItem::status, DeliveryItem::attempts, DeliveryItem::error)
                .containsExactly("pending", 0, null);
        assertThat(log.replay(log.find("f").orElseThrow().id()))
                .get()
                .extracting(DeliveryItem::facts)
                .isNull();
        assertThat(log.replay("unknown")).isEmpty();
        assertThat(worker.work()).isEqualTo(2);
        assertThat(ledger.names()).containsExactly("acme/shop", "acme/shop");
    }

    @Test
    void leavesNothingBehindWhenAWorkerDies() throws SQLException {
        deliveries.insert(List.of(post("1", "one"), post("2", "two")));
        try (Connection dying = dataSource.getConnection()) {
            dying.setAutoCommit(false);
            dying.createStatement()
                    .executeQuery(
                            "select id from delivery_state join delivery using (id) where delivery = '1' for update skip locked")
                    .next();
            assertThat(worker.work()).as("the other is not blocked").isEqualTo(1);
            assertThat(ledger.names()).containsExactly("two");
            dying.rollback();
        }
        assertThat(worker.work()).isEqualTo(1);
        assertThat(ledger.names()).containsExactly("two", "one");
    }

    @Test
    void sharesTheInboxAmongWorkers() throws InterruptedException {
        int count = 3000;
        deliveries.insert(IntStream.range(0, count)
                .mapToObj(i -> post("d" + i, "repo" + i))
                .toList());
        List<Thread> threads = new ArrayList<>();
        int[] taken = new int[3];
        for (int i = 0; i < taken.length; i++) {
            int me = i;
            threads.add(Thread.ofPlatform().start(() -> {
                InboxWorker mine = worker();
                for (int n = mine.work(); n > 0; n = mine.work()) {
                    taken[me] += n;
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        while (worker.work() > 0) {
            // what a worker passed by because another held it
        }
        assertThat(ledger.names()).hasSize(count).doesNotHaveDuplicates();
        assertThat(taken).doesNotContain(0);
    }

    @Test
    void takesFewLargeBodiesAtOnce() {
        String large = "x".repeat(10 * 1024 * 1024);
        deliveries.insert(List.of(post("1", large), post("2", large), post("3", "small")));

        assertThat(worker.work()).isEqualTo(1);
        assertThat(worker.work()).isEqualTo(2);
    }

    @Test
    void doesNotChokeOnADamagedBody() {
        deliveries.insert(List.of(post("1", "one"), post("2", "two"), post("3", "three")));
        jdbc.sql("update delivery set body = decode('00ff', 'hex') where delivery = '2'")
                .update();

        assertThat(worker.work()).isEqualTo(3);

        assertThat(ledger.names()).containsExactly("one", "three");
        assertThat(log.find("2"))
                .get()
                .extracting(DeliveryItem::status, DeliveryItem::attempts)
                .containsExactly("pending", 1);
    }

    @Test
    void hearsOfDeliveriesThatOtherProcessesStored() throws InterruptedException {
        Doorbell doorbell = new Doorbell();
        SmartLifecycle announcements = PostgresInbox.announcements(dataSource, doorbell);
        announcements.start();
        doorbell.await(60_000); // it rings when it begins to listen
        deliveries.announce();
        long announcedAt = System.nanoTime();
        doorbell.await(60_000);
        assertThat(Duration.ofNanos(System.nanoTime() - announcedAt)).isLessThan(Duration.ofSeconds(30));
        announcements.stop();
    }

    @Test
    void stopsAndStartsWithTheApplication() throws InterruptedException {
        Doorbell doorbell = new Doorbell();
        InboxWorker running = new InboxWorker(
                deliveries,
                ledger,
                heard::addAll,
                new Normalizers(List.of(new FakeSource())),
                transaction,
                doorbell,
                new Influx(Clock.systemUTC()),
                new CollectorMeters(meters, () -> new SpoolState(0, 0, 0, 0)));
        running.start();
        deliveries.insert(List.of(post("1", "one")));
        doorbell.ring();
        for (int i = 0; i < 500 && ledger.names().isEmpty(); i++) {
            Thread.sleep(Duration.ofMillis(10));
        }
        running.stop();

        assertThat(ledger.names()).containsExactly("one");
        assertThat(running.isRunning()).isFalse();
    }

    @Test
    void countsWhatIsThere() {
        assertThat(log.status()).isEqualTo(new InboxStatus(new InboxStatus.Counts(0, 0, 0, 0, 0, 0), 0));
        deliveries.insert(List.of(post("f", "acme/shop"), post("i", "ignore"), post("m", "malformed")));
        assertThat(log.status().deliveries()).isEqualTo(new InboxStatus.Counts(3, 0, 0, 0, 3, 0));
        worker.work();
        assertThat(log.status().deliveries()).isEqualTo(new InboxStatus.Counts(3, 1, 1, 1, 0, 0));
        jdbc.sql("insert into service (name) values ('acme/shop')").update();
        jdbc.sql("insert into derivation_due (service_id, due_at) select id, now() - interval '1 minute' from service")
                .update();
        assertThat(log.status().samplesBehindSeconds()).isBetween(60.0, 70.0);
    }

    @Test
    void listsNewestFirstByStatusAndSource() {
        deliveries.insert(IntStream.range(0, 5)
                .mapToObj(i -> post("d" + i, i % 2 == 0 ? "ignore" : "repo" + i))
                .toList());
        worker.work();

        List<DeliveryItem> firstTwo = log.list("fake", "ignored", null, 2);
        assertThat(firstTwo).extracting(DeliveryItem::delivery).containsExactly("d4", "d2");
        assertThat(log.list("fake", "ignored", Long.valueOf(firstTwo.getLast().id()), 2))
                .extracting(DeliveryItem::delivery)
                .containsExactly("d0");
        assertThat(log.list("other", null, null, 10)).isEmpty();
    }

    @Test
    void findsDeliveriesByRepositoryEventAndId() {
        deliveries.insert(List.of(post("s", "Acme/Shop"), post("w", "acme/web"), post("_", "a_me/shop")));
        worker.work();

        assertThat(keys(new DeliveryFilter(null, null, null, "acme/"))).containsExactly("w", "s");
        assertThat(keys(new DeliveryFilter(null, null, null, "ACME/shop"))).containsExactly("s");
        assertThat(keys(new DeliveryFilter(null, null, null, "a_me")))
                .as("a wildcard is a sign like any other")
                .containsExactly("_");
        assertThat(keys(new DeliveryFilter(null, null, null, "w"))).containsExactly("w");
        assertThat(keys(new DeliveryFilter(
                        null, null, null, log.find("s").orElseThrow().id())))
                .containsExactly("s");
        assertThat(keys(new DeliveryFilter("fake", "event", "processed", null))).hasSize(3);
        assertThat(keys(new DeliveryFilter(null, "push", null, null))).isEmpty();
        assertThat(log.events()).containsExactly("event");
        assertThat(log.find("s")).get().extracting(DeliveryItem::repository).isEqualTo("Acme/Shop");
    }

    @Test
    void countsWhatCameSinceAnInstantAndWhatWaits() {
        deliveries.insert(List.of(
                post("old", "malformed", Posts.RECEIVED_AT.minusSeconds(1)),
                post("bad", "malformed"),
                post("good", "acme/shop")));
        assertThat(log.oldestPending()).contains(Posts.RECEIVED_AT.minusSeconds(1));
        worker.work();

        assertThat(log.since(Posts.RECEIVED_AT)).isEqualTo(new InboxStatus.Counts(2, 1, 0, 1, 0, 0));
        assertThat(log.oldestPending()).isEmpty();
    }

    @Test
    void readsAgainWhatAFilterLetsThrough() {
        deliveries.insert(List.of(post("m", "malformed"), post("s", "acme/shop"), post("w", "acme/web")));
        worker.work();

        assertThat(log.replay(new DeliveryFilter(null, null, "malformed", null)))
                .isEqualTo(1);
        assertThat(log.find("m")).get().extracting(DeliveryItem::status).isEqualTo("pending");
        assertThat(log.replay(new DeliveryFilter(null, null, null, "acme/shop")))
                .isEqualTo(1);
        assertThat(log.find("w")).get().extracting(DeliveryItem::status).isEqualTo("processed");
        assertThat(log.replay(DeliveryFilter.ALL)).isEqualTo(3);
    }

    private List<String> keys(DeliveryFilter filter) {
        return log.list(filter, null, 10).stream().map(DeliveryItem::delivery).toList();
    }

    private double counted(String outcome) {
        return meters.get("throughline.deliveries")
                .tags("source", "fake", "outcome", outcome)
                .counter()
                .count();
    }

    private InboxWorker worker() {
        return new InboxWorker(
                deliveries,
                ledger,
                heard::addAll,
                new Normalizers(List.of(new FakeSource())),
                transaction,
                new Doorbell(),
                new Influx(Clock.systemUTC()),
                new CollectorMeters(meters, () -> new SpoolState(0, 0, 0, 0)));
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestDatabase.create());
        config.setMaximumPoolSize(5);
        return new HikariDataSource(config);
    }
}
