package dev.throughline.engine.metric.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Cut;
import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.HandWritten;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Selection;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.metric.index.MedianRanks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The index answers what the functions of the database answer, to the last bit, whatever is asked and whoever writes meanwhile. */
class IndexedSnapshotsIT {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int DAYS = 700;
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia", "America/Havana");
    private static final long PLENTY = 1L << 30;

    private final DataSource database = TestDatabase.create();
    private final JdbcTemplate template = new JdbcTemplate(database);
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final DataSourceTransactionManager manager = new DataSourceTransactionManager(database);
    private final Distribution functions = new PostgresDistribution(jdbc);
    private final IndexedSnapshots index = index(PLENTY);
    private final Random random = new Random(15);
    private final List<Long> services = new ArrayList<>();
    private final RandomSamples samples = new RandomSamples(template, random, services);

    private IndexedSnapshots index(long most) {
        return new IndexedSnapshots(
                new RepeatableReads(manager, jdbc),
                new SampleReader(jdbc, database),
                functions,
                Clock.systemUTC(),
                most);
    }

    private void startServices(int n) {
        HandWritten written = new HandWritten(database);
        IntStream.range(0, n).forEach(i -> written.service("s" + i));
        services.addAll(
                jdbc.sql("select id from service order by id").query(Long.class).list());
    }

    @Test
    void equalsTheDatabaseOverRandomQuestions() {
        startServices(6);
        samples.add(900);
        index.load();

        for (int i = 0; i < 60; i++) {
            compare();
        }
    }

    @Test
    void equalsTheDatabaseWhereTheTotalIsCountedByAnotherThread() {
        startServices(2);
        samples.add(2_600);
        index.load();

        for (int i = 0; i < 10; i++) {
            compare();
        }
    }

    @Test
    void equalsTheDatabaseWhileSamplesComeAndGo() {
        startServices(5);
        samples.add(200);
        index.load();

        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(5)) {
                case 0 -> samples.add(1 + random.nextInt(20));
                case 1 -> samples.change(1 + random.nextInt(10));
                case 2 -> samples.withdraw(1 + random.nextInt(10));
                case 3 -> samples.withdrawAllOf(services.get(random.nextInt(services.size())));
                default -> {
                    // nothing is new
                }
            }
            compare();
        }
        assertThat(index.isReady()).isTrue();
    }

    @Test
    void seesATransactionThatBeganLongBeforeItsEnd() {
        startServices(2);
        samples.add(20);
        index.load();

        new TransactionTemplate(manager).executeWithoutResult(_ -> {
            samples.add(5);
            samples.withdraw(3);
            elsewhere(() -> {
                new RandomSamples(template, new Random(1), services).add(4);
                compare();
            });
        });

        compare();
    }

    @Test
    void equalsTheDatabaseWhileOthersWrite() throws Exception {
        startServices(4);
        samples.add(100);
        index.load();

        try (ExecutorService others = Executors.newFixedThreadPool(3)) {
            List<Future<?>> writing = IntStream.range(0, 3)
                    .<Future<?>>mapToObj(seed -> others.submit(() -> {
                        RandomSamples own = new RandomSamples(template, new Random(seed), services);
                        for (int i = 0; i < 25; i++) {
                            new TransactionTemplate(manager).executeWithoutResult(_ -> {
                                own.add(3);
                                own.change(2);
                                own.withdraw(1);
                            });
                        }
                    }))
                    .toList();
            while (writing.stream().anyMatch(each -> !each.isDone())) {
                compare();
            }
            for (Future<?> each : writing) {
                each.get();
            }
        }
        compare();
        assertThat(index.isReady()).isTrue();
    }

    @Test
    void startsAnewWhenEverythingIsEmptied() {
        startServices(2);
        samples.add(30);
        index.load();

        template.execute("truncate deployment_fact cascade");
        compare();
        samples.add(10);
        compare();

        assertThat(index.isReady()).isTrue();
        assertThat(index.bytes()).isPositive();
    }

    @Test
    void leavesToTheDatabaseWhatDoesNotFit() {
        startServices(2);
        samples.add(30);
        IndexedSnapshots small = index(500);

        assertThatThrownBy(small::load).isInstanceOf(IndexTooLarge.class);

        assertThat(small.isReady()).isFalse();
        assertThat(small.<Boolean>ask(distribution -> distribution == functions))
                .isTrue();
    }

    @Test
    void outgrowsItsMemory() {
        startServices(1);
        samples.add(5);
        IndexedSnapshots small = index(25_000);
        small.load();
        samples.add(150);

        assertThat(small.<Boolean>ask(distribution -> distribution == functions))
                .isTrue();
        assertThat(small.isReady()).isFalse();
    }

    @Test
    void readsAllAnewWhenTooMuchIsNew() {
        startServices(1);
        samples.add(3);
        index.load();
        jdbc.sql("""
                        insert into withdrawn_sample (service_id, deployment_id)
                        select :service, gen_random_uuid() from generate_series(1, 20000)
                        """).param("service", services.getFirst()).update();

        assertThat(index.<Boolean>ask(distribution -> distribution == functions))
                .isTrue();
        assertThat(index.isReady()).isFalse();
        index.load();
        compare();
        assertThat(index.isReady()).isTrue();
    }

    @Test
    void forgetsWithdrawalsAfterADay() {
        startServices(1);
        samples.add(10);
        samples.withdraw(4);
        template.update("update withdrawn_sample set withdrawn_at = now() - interval '25 hours'");
        samples.withdraw(8);

        assertThat(jdbc.sql("select count(*) from withdrawn_sample where withdrawn_at < now() - interval '1 day'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void hasTheRanksOfTheDatabase() {
        jdbc.sql(
                        "select n, median_rank(n) as rank from generate_series(1, 3000) n union all select n, median_rank(n) from generate_series(3001, 2000000, 40009) n")
                .query(row -> {
                    assertThat(MedianRanks.of(row.getLong("n")))
                            .as("n = %d", row.getLong("n"))
                            .isEqualTo(row.getLong("rank"));
                });
    }

    private void elsewhere(Runnable work) {
        Thread thread = Thread.ofPlatform().start(work);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compare() {
        Window window = window();
        Interval interval = random.nextInt(4) == 0 ? null : Interval.values()[random.nextInt(4)];
        Selection selection = new Selection(
                services.stream().filter(_ -> random.nextInt(4) > 0).toList(),
                environment(),
                Basis.values()[random.nextInt(3)],
                random.nextInt(8) == 0 ? Profile.FOURKEYS : Profile.DORA);
        index.<Boolean>ask(answered -> {
            Cut cut = Calendar.of(jdbc, window, window.previous().from(), interval, Profile.DORA)
                    .cut();
            String what = selection + " " + cut;
            assertThat(answered.pooled(selection, cut)).as(what).isEqualTo(functions.pooled(selection, cut));
            assertThat(answered.totalled(selection, cut)).as(what).isEqualTo(functions.totalled(selection, cut));
            assertThat(answered.each(selection, cut)).as(what).isEqualTo(functions.each(selection, cut));
            assertThat(answered.coverage(selection, window.from(), window.until()))
                    .as(what)
                    .isEqualTo(functions.coverage(selection, window.from(), window.until()));
            assertThat(answered.frequencyAnswer(selection, window.until(), window.zone()))
                    .as(what)
                    .isEqualTo(functions.frequencyAnswer(selection, window.until(), window.zone()));
            Metric metric = Metric.values()[random.nextInt(Metric.values().length)];
            assertThat(answered.values(metric, selection, cut.whole()))
                    .as(what)
                    .isEqualTo(functions.values(metric, selection, cut.whole()));
            return true;
        });
    }

    private Window window() {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        Instant from = START.plus(Duration.ofSeconds(random.nextInt(DAYS * 86_400)));
        if (random.nextBoolean()) {
            from = from.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        }
        return new Window(from, from.plus(Duration.ofMinutes(1 + random.nextInt(500 * 24 * 60))), zone);
    }

    private @Nullable String environment() {
        return switch (random.nextInt(5)) {
            case 0 -> "production";
            case 1 -> "live";
            case 2 -> "never";
            default -> null;
        };
    }
}
