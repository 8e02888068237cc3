package dev.throughline.engine.metric.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.HandWritten;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.ServiceReport;
import dev.throughline.engine.metric.TooManyBuckets;
import dev.throughline.engine.metric.Trend;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is asked of all services at once is what is asked of each. */
class PostgresMetricsByServiceIT {

    private static final DataSource DATABASE = TestDatabase.create();
    private static final List<String> NAMES = List.of("Zoo", "api", "billing", "checkout", "silent", "web");
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final int DAYS = 300;

    private final HandWritten written = new HandWritten(DATABASE);
    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final FourKeys fourKeys = Numbers.fourKeys(DATABASE);
    private final MetricsByService services = Numbers.byService(DATABASE);
    /** All that is asked in one has the same now, by which the ages of open failures are told. */
    private final TransactionTemplate atOnce = new TransactionTemplate(new DataSourceTransactionManager(DATABASE));

    private final Random random = new Random(14);

    @BeforeEach
    void clear() {
        written.clear();
    }

    @Test
    void reportsOfEachServiceWhatIsReportedOfItAlone() {
        writeHistory();
        for (int i = 0; i < 60; i++) {
            Asked asked = question();

            atOnce.executeWithoutResult(_ -> {
                List<ServiceReport> reports =
                        services.reports(asked.scope, asked.window, asked.interval, asked.basis, asked.profile);

                assertThat(reports)
                        .as("%s", asked)
                        .isEqualTo(asked.names().map(name -> alone(name, asked)).toList());
            });
        }
    }

    @Test
    void poolsEachScopeAsAReportOfItDoes() {
        writeHistory();
        for (int i = 0; i < 20; i++) {
            Asked asked = question();
            List<Scope> scopes = List.of(
                    asked.scope,
                    new Scope(List.of(), asked.scope.environment()),
                    asked.of("web"),
                    new Scope(List.of("Zoo", "silent", "api"), asked.scope.environment()));

            atOnce.executeWithoutResult(_ -> assertThat(
                            services.pooled(scopes, asked.window, asked.interval, asked.basis, asked.profile))
                    .as("%s", asked)
                    .isEqualTo(
                            scopes.stream().map(scope -> together(scope, asked)).toList()));
        }
        assertThat(services.pooled(List.of(), window("UTC"), null, Basis.COMMIT, Profile.DORA))
                .isEmpty();
    }

    @Test
    void hasTheSameValuesToSortBy() {
        writeHistory();
        for (int i = 0; i < 20; i++) {
            Asked asked = question();
            List<ServiceReport> reports = services.reports(asked.scope, asked.window, null, asked.basis, asked.profile);

            for (Metric metric : Metric.values()) {
                Map<String, Double> expected = new HashMap<>();
                reports.forEach(report -> {
                    Double value = report.metrics().of(metric).value();
                    if (value != null) {
                        expected.put(report.service(), value);
                    }
                });
                assertThat(services.values(metric, asked.scope, asked.window, asked.basis, asked.profile))
                        .as("%s of %s", metric, asked)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void givesAServiceThatWasNeverDeployedARowToo() {
        written.service("silent");

        List<ServiceReport> reports =
                services.reports(scope(), window("UTC"), Interval.MONTH, Basis.COMMIT, Profile.DORA);

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.service()).isEqualTo("silent");
            assertThat(report.lastDeploymentAt()).isNull();
            assertThat(report.buckets()).hasSize(10);
        });
    }

    @Test
    void reportsNothingWithoutServices() {
        assertThat(services.reports(scope(), window("UTC"), Interval.DAY, Basis.COMMIT, Profile.DORA))
                .isEmpty();
    }

    @Test
    void refusesWhatAReportOfOneRefuses() {
        written.service("api");

        assertThatThrownBy(() -> services.reports(scope("api", "apj"), window("UTC"), null, Basis.COMMIT, Profile.DORA))
                .isInstanceOf(UnknownService.class)
                .hasMessageContaining("apj");
        assertThatThrownBy(() -> services.reports(scope("apj"), window("UTC"), null, Basis.COMMIT, Profile.DORA))
                .isInstanceOf(UnknownService.class);
        assertThatThrownBy(() -> services.reports(
                        scope("api"),
                        new Window(START, START.plus(Duration.ofDays(3000)), ZoneOffset.UTC),
                        Interval.DAY,
                        Basis.COMMIT,
                        Profile.DORA))
                .isInstanceOf(TooManyBuckets.class);
    }

    private ServiceReport alone(String name, Asked asked) {
        Report report = fourKeys.report(asked.of(name), asked.window, asked.interval, asked.basis, asked.profile);
        Report before = fourKeys.report(asked.of(name), asked.window.previous(), null, asked.basis, asked.profile);
        return new ServiceReport(name, report.metrics(), before.metrics(), report.buckets(), lastDeploymentAt(name));
    }

    private Trend together(Scope scope, Asked asked) {
        Report report = fourKeys.report(scope, asked.window, asked.interval, asked.basis, asked.profile);
        Report before = fourKeys.report(scope, asked.window.previous(), null, asked.basis, asked.profile);
        return new Trend(report.metrics(), before.metrics(), report.buckets());
    }

    private @Nullable Instant lastDeploymentAt(String name) {
        return jdbc
                .sql("select max(at) as at from deployment_fact join service on id = service_id where name = :name")
                .param("name", name)
                .query((row, _) -> row.getTimestamp("at"))
                .list()
                .stream()
                .flatMap(Stream::ofNullable)
                .map(java.sql.Timestamp::toInstant)
                .findAny()
                .orElse(null);
    }

    private void writeHistory() {
        NAMES.forEach(written::service);
        for (String name : NAMES) {
            if (name.equals("silent")) {
                continue;
            }
            for (int i = 0; i < 60; i++) {
                write(name, START.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60))));
            }
        }
        jdbc.sql(
                        "insert into service_option (service_id, name, value) select id, 'attribution.window', '7 days' from service where name = 'web'")
                .update();
    }

    private void write(String name, Instant at) {
        HandWritten.Deployment deployment = written.deployment(name, at.toString())
                .leads(ages())
                .changeLeads(ages())
                .mergeLeads(ages())
                .to(random.nextInt(4) == 0 ? "prod-eu" : "production");
        switch (random.nextInt(8)) {
            case 0 -> deployment.redeploy();
            case 1 -> deployment.rework();
            case 2 -> deployment.initial();
            case 3 -> deployment.failed(at.plus(Duration.ofHours(random.nextInt(40))));
            case 4, 5 ->
                deployment.failed(
                        at.plus(Duration.ofHours(random.nextInt(40))), Duration.ofMinutes(random.nextInt(900)));
            default -> {}
        }
        UUID id = deployment.write();
        if (random.nextInt(6) == 0) {
            written.incident(name, at.plus(Duration.ofHours(3)), random.nextBoolean() ? id : null);
        }
    }

    private Duration[] ages() {
        return Stream.generate(() -> Duration.ofMinutes(random.nextInt(20_000)))
                .limit(random.nextInt(5))
                .toArray(Duration[]::new);
    }

    private Asked question() {
        List<String> named = new ArrayList<>();
        if (random.nextBoolean()) {
            NAMES.stream().filter(_ -> random.nextBoolean()).forEach(named::add);
        }
        Instant from = START.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
        ZoneId zone = ZoneId.of(List.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata")
                .get(random.nextInt(4)));
        Window window = random.nextInt(6) == 0
                ? Window.trailing(90, Instant.now(), zone)
                : new Window(from, from.plus(Duration.ofHours(1 + random.nextInt(3000))), zone);
        return new Asked(
                new Scope(named, random.nextInt(3) == 0 ? "prod-eu" : null),
                window,
                random.nextInt(5) == 0 ? null : pick(Interval.values()),
                pick(Basis.values()),
                pick(Profile.values()));
    }

    private <T> T pick(T[] some) {
        return some[random.nextInt(some.length)];
    }

    private record Asked(
            Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {

        Scope of(String name) {
            return new Scope(List.of(name), scope.environment());
        }

        /** In the order of the answer. */
        Stream<String> names() {
            return NAMES.stream()
                    .filter(name ->
                            scope.services().isEmpty() || scope.services().contains(name));
        }
    }

    private static Scope scope(String... names) {
        return new Scope(Arrays.asList(names), null);
    }

    private static Window window(String zone) {
        return new Window(START, START.plus(Duration.ofDays(DAYS)), ZoneId.of(zone));
    }
}
