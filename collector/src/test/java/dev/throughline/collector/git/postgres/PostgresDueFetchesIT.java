package dev.throughline.collector.git.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.delivery.DeliveryLog;
import dev.throughline.collector.delivery.InboxStatus;
import dev.throughline.collector.delivery.postgres.DeliveryLogs;
import dev.throughline.collector.git.DueFetches.DueFetch;
import dev.throughline.collector.git.DueFetches.FailedFetch;
import dev.throughline.collector.git.DueFetches.Fetched;
import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.ledger.postgres.PostgresLedger;
import dev.throughline.engine.ledger.postgres.PostgresSourceLedger;
import dev.throughline.engine.story.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class PostgresDueFetchesIT {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Fetched FETCHED = new Fetched(7, 1_000, Duration.ofMillis(1_500), Set.of("a".repeat(40)));
    private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

    private final DataSource dataSource = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final PostgresLedger ledger = new PostgresLedger(jdbc, new JdbcTransactionManager(dataSource), true);
    private final PostgresDueFetches due = new PostgresDueFetches(jdbc);
    private final DeliveryLog log = DeliveryLogs.withGraph(dataSource);

    @BeforeEach
    void register() {
        new PostgresSourceLedger(jdbc, new JdbcTransactionManager(dataSource)).register(Story.SOURCES);
    }

    @Test
    void isSettledOnceWhatWasPushedIsFetched() {
        assertThat(behind()).isZero();
        push();
        assertThat(behind()).isPositive();
        assertThat(due.take(LEASE)).as("more may come within a second").isEmpty();

        DueFetch fetch = take();
        assertThat(fetch.name()).isEqualTo("acme/shop");
        assertThat(due.take(LEASE)).as("taken").isEmpty();
        assertThat(behind()).isPositive();

        due.succeeded(fetch, FETCHED);
        assertThat(behind()).isZero();
        passTime("1 day");
        assertThat(due.take(LEASE)).isEmpty();
        InboxStatus.Fetch shown = shown();
        assertThat(shown.state()).isEqualTo("ok");
        assertThat(shown.commits()).isEqualTo(7);
        assertThat(shown.bytes()).isEqualTo(1_000);
        assertThat(shown.seconds()).isEqualTo(1.5);
        assertThat(shown.fetchedAt()).isNotNull();

        push();
        assertThat(take().recordedTips()).containsExactly("a".repeat(40));
    }

    @Test
    void isFetchedAgainWhenSomethingWasPushedMeanwhile() {
        push();
        DueFetch fetch = take();
        push();
        due.succeeded(fetch, FETCHED);

        assertThat(behind()).isPositive();
        due.succeeded(take(), FETCHED);
        assertThat(behind()).isZero();
    }

    @Test
    void isSettledWhileAFailedFetchWaitsForItsNextTry() {
        push();
        for (int pause : List.of(10, 20, 40)) {
            DueFetch fetch = take();
            due.failed(fetch, FailedFetch.refused(fetch, "no such repository"));
            assertThat(behind()).isZero();
            assertThat(shown().state()).isEqualTo("failed");
            assertThat(shown().detail()).isEqualTo("no such repository");
            passTime((pause - 1) + " seconds");
            assertThat(due.take(LEASE)).as("after %d s", pause - 1).isEmpty();
            passTime("2 seconds");
        }
    }

    @Test
    void givesUpAfterADayUntilSomethingIsPushed() {
        push();
        DueFetch fetch = take();
        for (int i = 0; i < 14; i++) {
            due.failed(fetch, FailedFetch.refused(fetch, "no such repository"));
            fetch = take();
        }
        due.failed(fetch, FailedFetch.refused(fetch, "no such repository"));
        passTime("1 year");
        assertThat(due.take(LEASE)).isEmpty();

        push();
        assertThat(behind()).isPositive();
        due.succeeded(take(), FETCHED);
        assertThat(shown().state()).isEqualTo("ok");
        assertThat(shown().detail()).isNull();
    }

    @Test
    void triesAFailedFetchAgainSoonWhenSomethingIsPushed() {
        push();
        DueFetch fetch = take();
        due.failed(fetch, FailedFetch.refused(fetch, "no such repository"));
        push();

        assertThat(behind()).isPositive();
        passTime("9 seconds");
        assertThat(due.take(LEASE)).isEmpty();
        passTime("2 seconds");
        assertThat(due.take(LEASE)).isPresent();
    }

    @Test
    void doesNotTryWhatIsTooLargeAtEveryPush() {
        push();
        DueFetch fetch = take();
        due.failed(fetch, FailedFetch.costly(fetch, "too-large", "too large", Duration.ofHours(1)));
        push();

        assertThat(behind()).isZero();
        assertThat(shown().state()).isEqualTo("too-large");
        passTime("59 minutes");
        assertThat(due.take(LEASE)).isEmpty();
        passTime("2 minutes");
        assertThat(due.take(LEASE)).isPresent();
    }

    @Test
    void looksAtABadNameAgainWhenSomethingIsPushed() {
        push();
        due.failed(take(), FailedFetch.badName());
        assertThat(behind()).isZero();
        passTime("1 year");
        assertThat(due.take(LEASE)).isEmpty();

        push();
        due.succeeded(take(), FETCHED);
        assertThat(behind()).isZero();
    }

    @Test
    void passesToAnotherProcessWhenItsOwnWasKilled() {
        push();
        DueFetch fetch = take();
        passTime("4 minutes");
        due.extend(fetch, LEASE);
        passTime("4 minutes");
        assertThat(due.take(LEASE)).isEmpty();

        passTime("2 minutes");
        assertThat(due.take(LEASE)).isPresent();
    }

    @Test
    void beginsWithWhatWasNeverFetchedAndWhatFailed() {
        new PostgresLedger(jdbc, new JdbcTransactionManager(dataSource)).record(List.of(named()));
        assertThat(behind()).as("off").isZero();
        due.begin();
        DueFetch fetch = take();
        due.failed(fetch, FailedFetch.costly(fetch, "too-large", "too large", Duration.ofHours(1)));
        due.begin();
        due.succeeded(take(), FETCHED);

        due.begin();
        assertThat(behind()).isZero();
    }

    @Test
    void neverFetchesAServiceThatIsReportedByItsName() {
        report("till", null);
        due.begin();
        assertThat(behind()).isZero();
        assertThat(jdbc.sql("select count(*) from git_fetch").query(Long.class).single())
                .isZero();

        push();
        due.succeeded(take(), FETCHED);
        report("Acme/Shop", null);
        assertThat(take().name()).isEqualTo("acme/shop");
    }

    @Test
    void fetchesTheRepositoryThatAReportNames() {
        push();
        due.succeeded(take(), FETCHED);

        report("till", "ACME/shop");

        assertThat(take().name()).isEqualTo("acme/shop");
    }

    private void report(String service, @Nullable String repository) {
        RepositoryId reported = new RepositoryId(Story.REPORTS.name(), service.toLowerCase(Locale.ROOT));
        ledger.record(List.of(
                new RepositoryName(reported, service, AT),
                new Deployment(
                        new DeploymentKey(reported, "1"),
                        Revision.of(new CommitSha("a".repeat(40)), null),
                        Environment.PRODUCTION,
                        new Deployment.Request(AT, null),
                        new Deployment.Details(null, null, repository, null),
                        new Statement(AT, "d1"))));
    }

    @Test
    void givesBackWhatWasStopped() {
        push();
        due.release(take());
        assertThat(due.take(LEASE)).isPresent();
    }

    private void push() {
        CommitSha sha = new CommitSha("a".repeat(40));
        ledger.record(List.of(
                named(),
                new Push(
                        repository(),
                        new RefUpdate("refs/heads/main", null, sha, null, false, false, null),
                        List.of(),
                        AT,
                        AT)));
    }

    private static RepositoryName named() {
        return new RepositoryName(repository(), "acme/shop", AT);
    }

    private static RepositoryId repository() {
        return new RepositoryId(Story.FORGE.name(), "1");
    }

    /** Takes it when its time has come. */
    private DueFetch take() {
        passTime("2 days");
        return due.take(LEASE).orElseThrow();
    }

    private void passTime(String time) {
        jdbc.sql("""
                        update git_fetch
                           set due_at = due_at - :time::interval, not_before = not_before - :time::interval,
                               taken_until = taken_until - :time::interval
                        """).param("time", time).update();
    }

    private double behind() {
        // what was pushed has no samples to derive
        jdbc.sql("delete from derivation_due").update();
        return log.status().samplesBehindSeconds();
    }

    private InboxStatus.Fetch shown() {
        List<InboxStatus.Fetch> graph = log.status().graph();
        assertThat(graph).isNotNull().hasSize(1);
        return Objects.requireNonNull(graph).getFirst();
    }
}
