package dev.throughline.collector.inbox;

import static dev.throughline.collector.inbox.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.throughline.collector.delivery.DeliveryItem;
import dev.throughline.collector.delivery.DeliveryLog;
import dev.throughline.collector.delivery.postgres.DeliveryLogs;
import dev.throughline.collector.inbox.postgres.PostgresInbox;
import dev.throughline.collector.problem.Unavailable;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.engine.TestDatabase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class SpoolIT {

    private final DataSource other = TestDatabase.create();
    private final HikariDataSource dataSource = pool();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final DeliveryLog log = DeliveryLogs.of(dataSource);
    private final GroupCommit groupCommit = new GroupCommit(PostgresInbox.deliveries(dataSource), stored -> {});
    private final String database =
            jdbc.sql("select current_database()").query(String.class).single();

    @TempDir
    private Path data;

    @BeforeEach
    void start() {
        groupCommit.start();
    }

    @AfterEach
    void close() {
        groupCommit.stop();
        dataSource.close();
    }

    @Test
    void keepsADeliveryAsItWas() throws Exception {
        Spool spool = new Spool(data.resolve("deep/spool"));
        NewDelivery delivery = post("k");

        assertThat(spool.files(10)).isEmpty();
        assertThat(spool.write(delivery)).isTrue();
        assertThat(spool.write(delivery)).isFalse();

        assertThat(spool.files(10)).hasSize(1);
        assertThat(spool.read(spool.files(10).getFirst()))
                .usingRecursiveComparison()
                .isEqualTo(delivery);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("deep/spool"))))
                .isEqualTo("rwx------");
    }

    @Test
    void spoolsWhileTheDatabaseIsAwayAndDrainsWhenItIsBack() throws Exception {
        Spool spool = new Spool(data.resolve("spool"));
        Inbox inbox = new Inbox(groupCommit, spool, Clock.systemUTC());
        SpoolDrain drain = new SpoolDrain(spool, groupCommit, () -> true, inbox::databaseIsBack);
        assertThat(accept(inbox, "before").status()).isEqualTo("accepted");

        allowConnections(false);
        assertThat(accept(inbox, "during").status()).isEqualTo("accepted");
        assertThat(accept(inbox, "during").status()).isEqualTo("duplicate");
        assertThat(accept(inbox, "before").status()).as("nobody can know").isEqualTo("accepted");
        assertThat(drain.drain()).isZero();
        assertThat(spool.files(10)).hasSize(2);

        allowConnections(true);
        assertThat(drained(drain, 2)).isEqualTo(2);
        assertThat(spool.files(10)).isEmpty();
        assertThat(log.list(null, null, null, 10))
                .extracting(DeliveryItem::delivery)
                .containsExactlyInAnyOrder("before", "during");
        assertThat(accept(inbox, "during").status()).isEqualTo("duplicate");
        assertThat(accept(inbox, "after").status()).isEqualTo("accepted");
        assertThat(spool.files(10)).isEmpty();
    }

    @Test
    void keepsNoImpatientSenderWaitingForASlowDatabase() throws Exception {
        Spool spool = new Spool(data.resolve("spool"));
        Inbox inbox = new Inbox(groupCommit, spool, Clock.systemUTC());
        SpoolDrain drain = new SpoolDrain(spool, groupCommit, () -> true, inbox::databaseIsBack);

        try (Connection busy = dataSource.getConnection();
                Statement statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("lock table delivery");
            long startedAt = System.nanoTime();
            assertThat(accept(FakeSource.inHaste(), inbox, "hasty").status()).isEqualTo("accepted");
            assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(3));
            assertThat(spool.files(10)).hasSize(1);
            busy.rollback();
        }

        assertThat(accept(inbox, "patient").status()).isEqualTo("accepted");
        assertThat(spool.files(10)).as("slow is not away").hasSize(1);
        assertThat(drain.drain()).isEqualTo(1);
        assertThat(log.list(null, null, null, 10))
                .extracting(DeliveryItem::delivery)
                .containsExactlyInAnyOrder("hasty", "patient");
    }

    @Test
    void doesNotTakeADatabaseForBackThatIsNot() throws Exception {
        List<String> back = new ArrayList<>();
        Spool spool = new Spool(data.resolve("spool"));

        new SpoolDrain(spool, groupCommit, () -> false, () -> back.add("too early")).drain();
        assertThat(back).isEmpty();
        new SpoolDrain(spool, groupCommit, () -> true, () -> back.add("up")).drain();
        assertThat(back).containsExactly("up");
    }

    @Test
    void tellsWhatWaits() throws Exception {
        Path folder = data.resolve("spool");
        assertThat(new Spool(folder).state()).isEqualTo(new SpoolState(0, 0, 0, 0));
        assertThat(new Spool(folder).hasRoom()).isTrue();

        Spool spool = new Spool(folder);
        spool.write(post("one"));
        spool.write(post("two"));
        Path old = spool.files(1).getFirst();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90)));
        Files.writeString(folder.resolve("x.delivery.broken"), "half a fi");
        Files.writeString(folder.resolve("y.part"), "half a fi");

        SpoolState state = spool.state();
        assertThat(state.files()).isEqualTo(2);
        assertThat(state.bytes())
                .isEqualTo(spool.files(2).stream()
                        .mapToLong(file -> file.toFile().length())
                        .sum());
        assertThat(state.oldestSeconds()).isBetween(90.0, 120.0);
        assertThat(state.broken()).isEqualTo(1);

        Files.writeString(data.resolve("file"), "not a folder");
        assertThat(new Spool(data.resolve("file/spool")).hasRoom()).isFalse();
    }

    @Test
    void asksTheDatabaseHowItIs() {
        Pulse pulse = new Pulse(dataSource);
        assertThat(pulse.isUp()).isTrue();

        allowConnections(false);
        await().atMost(Duration.ofSeconds(5)).until(() -> !pulse.isUp());
        allowConnections(true);
        await().atMost(Duration.ofSeconds(5)).until(pulse::isUp);
    }

    @Test
    void keepsEveryWordOnAThingWhileTheDatabaseIsAway() throws Exception {
        Inbox inbox = new Inbox(groupCommit, new Spool(data.resolve("spool")), Clock.systemUTC());
        SpoolDrain drain =
                new SpoolDrain(new Spool(data.resolve("spool")), groupCommit, () -> true, inbox::databaseIsBack);
        assertThat(another(inbox, "thing")).returns("thing", Receipt::delivery).returns(false, Receipt::isDuplicate);
        assertThat(another(inbox, "thing").isDuplicate()).isTrue();

        allowConnections(false);
        assertThat(another(inbox, "thing").delivery()).startsWith("thing-");
        assertThat(another(inbox, "thing").delivery()).startsWith("thing-");
        assertThat(drain.drain()).isZero();

        allowConnections(true);
        assertThat(drained(drain, 2)).isEqualTo(2);
        assertThat(log.list("fake", null, null, 10)).hasSize(4);
        assertThat(another(inbox, "thing").isDuplicate()).isTrue();
    }

    /** How many it moves: a connection of the pool that was cut off may cost a try. */
    private static int drained(SpoolDrain drain, int expected) throws InterruptedException {
        int moved = 0;
        for (int tries = 0; moved < expected && tries < 5; tries++) {
            moved += drain.drain();
        }
        return moved;
    }

    private static Receipt another(Inbox inbox, String key) {
        return inbox.acceptAnother("fake", key, "e", "body".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesWhatCanBeKeptNowhere() throws Exception {
        Files.writeString(data.resolve("file"), "not a folder");
        Inbox inbox = new Inbox(groupCommit, new Spool(data.resolve("file/spool")), Clock.systemUTC());

        allowConnections(false);
        assertThatThrownBy(() -> accept(inbox, "lost")).isInstanceOf(Unavailable.class);
        allowConnections(true);
        inbox.databaseIsBack();
        assertThat(accept(inbox, "lost").status()).isEqualTo("accepted");
    }

    @Test
    void setsAsideWhatIsNoDelivery() throws Exception {
        Spool spool = new Spool(data.resolve("spool"));
        spool.write(post("good"));
        Files.writeString(data.resolve("spool/bad.delivery"), "half a fi");
        SpoolDrain drain = new SpoolDrain(spool, groupCommit, () -> true, () -> {});

        assertThat(drain.drain()).isEqualTo(1);
        assertThat(drain.drain()).isZero();
        assertThat(data.resolve("spool/bad.delivery.broken")).exists();
        assertThat(log.find("good")).isPresent();
    }

    @Test
    void isNotStoppedByAFileWhoseLengthsAreWrong() throws Exception {
        Spool spool = new Spool(data.resolve("spool"));
        spool.write(post("good"));
        byte[] whole = Files.readAllBytes(spool.files(1).getFirst());
        Files.write(data.resolve("spool/negative.delivery"), with(whole, 4, -1));
        Files.write(data.resolve("spool/huge.delivery"), with(whole, 4, Integer.MAX_VALUE));
        int deflated = post("good").deflated().length;
        Files.write(data.resolve("spool/body.delivery"), with(whole, whole.length - deflated - 8, Integer.MAX_VALUE));
        SpoolDrain drain = new SpoolDrain(spool, groupCommit, () -> true, () -> {});

        assertThat(drain.drain()).isEqualTo(1);
        assertThat(spool.files(10)).isEmpty();
        for (String name : new String[] {"negative", "huge", "body"}) {
            assertThat(data.resolve("spool/" + name + ".delivery.broken")).exists();
        }
    }

    private static byte[] with(byte[] bytes, int position, int number) {
        return ByteBuffer.wrap(bytes.clone()).putInt(position, number).array();
    }

    private static Receipt accept(Inbox inbox, String key) {
        return accept(new FakeSource(), inbox, key);
    }

    private static Receipt accept(FakeSource source, Inbox inbox, String key) {
        Envelope envelope = Envelopes.with(Map.of("X-Delivery", key, "X-Event", "e"));
        return inbox.accept(source, envelope, ("body " + key).getBytes(StandardCharsets.UTF_8));
    }

    private void allowConnections(boolean allow) {
        JdbcClient admin = JdbcClient.create(other);
        admin.sql("alter database " + database + " allow_connections " + allow).update();
        if (!allow) {
            admin.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = :database")
                    .param("database", database)
                    .query((row, i) -> i)
                    .list();
        }
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestDatabase.create());
        config.setMaximumPoolSize(3);
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }
}
