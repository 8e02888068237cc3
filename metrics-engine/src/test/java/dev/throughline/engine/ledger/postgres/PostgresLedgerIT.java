package dev.throughline.engine.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tag;
import dev.throughline.engine.ledger.Ledger;
import dev.throughline.engine.ledger.LedgerContract;
import dev.throughline.engine.story.Story;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresLedgerIT extends LedgerContract {

    private static final DataSource DATABASE = pool();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);
    private static final RepositoryId SHOP = new RepositoryId(Story.FORGE.name(), "1");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final CommitSha A = new CommitSha("a".repeat(40));
    private static final CommitSha B = new CommitSha("b".repeat(40));
    private static final CommitSha C = new CommitSha("c".repeat(40));

    private final Ledger ledger = new PostgresLedger(JDBC, new JdbcTransactionManager(DATABASE));

    @BeforeEach
    void register() {
        new PostgresSourceLedger(JDBC, new JdbcTransactionManager(DATABASE)).register(Story.SOURCES);
    }

    @BeforeEach
    void forget() {
        JDBC.sql(
                        "truncate service, repository, incident, deployment, git_commit, graph_commit, commit_path, push_commit, derivation_due cascade")
                .update();
    }

    @Override
    protected Store empty() {
        forget();
        return new Store() {
            @Override
            public Ledger ledger() {
                return ledger;
            }

            @Override
            public List<String> rows() {
                return JDBC.sql("""
                                select 'service ' || name as line from service where id in (select service_id from service_repository)
                                union all
                                select 'counts ' || external_id || ' for ' || service.name
                                  from service_repository
                                  join service on service.id = service_id
                                  join repository on repository.id = repository_id
                                union all
                                select 'repository ' || source || external_id || name || named_at from repository
                                union all
                                select 'named ' || external_id || named.name
                                  from named_repository named join repository on repository.id = repository_id
                                union all
                                select 'alias ' || alias.name || external_id || alias.named_at
                                  from repository_alias alias join repository on repository.id = repository_id
                                union all
                                select 'commit ' || external_id || (to_jsonb(git_commit) - 'repository_id')::text
                                  from git_commit join repository on repository.id = repository_id
                                union all
                                select 'push ' || external_id || (to_jsonb(push) - 'repository_id')::text
                                  from push join repository on repository.id = repository_id
                                union all
                                select 'push_commit ' || external_id || (to_jsonb(push_commit) - 'repository_id')::text
                                  from push_commit join repository on repository.id = repository_id
                                union all
                                select 'change ' || external_id || (to_jsonb(change) - 'repository_id')::text
                                  from change join repository on repository.id = repository_id
                                union all
                                select 'list ' || external_id || (to_jsonb(change_commits) - 'repository_id')::text
                                  from change_commits join repository on repository.id = repository_id
                                union all
                                select 'tag ' || external_id || (to_jsonb(tag) - 'repository_id')::text
                                  from tag join repository on repository.id = repository_id
                                union all
                                select 'graph ' || (to_jsonb(graph_commit) - 'id')::text from graph_commit
                                union all
                                select 'deployment ' || coalesce(service.name, '') || (to_jsonb(deployment) - 'repository_id' - 'service_id')::text
                                  from deployment left join service on service.id = service_id
                                union all
                                select 'deployment_status ' || to_jsonb(deployment_status)::text from deployment_status
                                union all
                                select 'incident ' || coalesce(service.name, '') || (to_jsonb(incident) - 'repository_id' - 'service_id')::text
                                  from incident left join service on service.id = service_id
                                 order by 1
                                """).query((row, _) -> row.getString("line")).list();
            }
        };
    }

    @Test
    void keepsTheNewestStateOfAChangeAndItsEarliestReview() {
        ledger.record(List.of(change(NINE.plusSeconds(60), "d2", "newer", NINE.plusSeconds(50))));
        ledger.record(List.of(change(NINE, "d1", "older", NINE.minusSeconds(10))));

        assertThat(JDBC.sql("select title, first_review_at, approved_at from change")
                        .query()
                        .singleRow())
                .extractingByKeys("title", "approved_at")
                .containsExactly("newer", null);
        assertThat(instant("select first_review_at from change")).isEqualTo(NINE.minusSeconds(10));
    }

    @Test
    void takesTheGreaterDeliveryAtTheSameTime() {
        ledger.record(List.of(change(NINE, "d2", "second", null), change(NINE, "d1", "first", null)));

        assertThat(text("select title from change")).isEqualTo("second");
    }

    @Test
    void readsTheSameStatementAgainAfterACorrection() {
        ledger.record(List.of(change(NINE, "d1", "misread", null)));
        ledger.record(List.of(change(NINE, "d1", "read right", null)));

        assertThat(text("select title from change")).isEqualTo("read right");
    }

    @Test
    void letsResolvedBeatOpenAtTheSameTime() {
        ledger.record(List.of(incident(NINE, "d1", NINE, false)));
        ledger.record(List.of(incident(NINE, "d2", null, false)));

        assertThat(instant("select resolved_at from incident")).isEqualTo(NINE);
    }

    @Test
    void opensAnIncidentAgainWhenThatIsNewer() {
        ledger.record(List.of(incident(NINE.plusSeconds(1), "d2", null, false), incident(NINE, "d1", NINE, false)));

        assertThat(JDBC.sql("select count(*) from incident where resolved_at is null")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void takesTheOpeningFromTheNewestStatementElseTheEarliest() {
        List<Incident> statements = List.of(
                opened("d1", NINE.plusSeconds(10)),
                opened("d2", NINE),
                opened("d3", NINE.plusSeconds(20)),
                opened("d4", null));
        for (int newest = 0; newest < statements.size(); newest++) {
            List<Incident> told = statements.subList(0, newest + 1);
            Instant expected = List.of(NINE.plusSeconds(10), NINE, NINE.plusSeconds(20), NINE)
                    .get(newest);
            for (int turn = 0; turn < 6; turn++) {
                forget();
                List<Incident> arrivals = new ArrayList<>(told);
                arrivals.addAll(told);
                Collections.shuffle(arrivals, new Random(turn));
                if (turn == 0) {
                    ledger.record(arrivals);
                } else {
                    arrivals.forEach(incident -> ledger.record(List.of(incident)));
                }

                assertThat(instant("select opened_at from incident")).isEqualTo(expected);
            }
        }
    }

    @Test
    void keepsWhatAnIncidentIsAboutUntilItIsAboutSomethingElse() {
        List<Incident> statements = List.of(
                about("d1", List.of()),
                about("d2", List.of("shop")),
                about("d3", List.of("till")),
                about("d4", List.of()));
        List<String> expected = List.of("{}", "{shop}", "{till}", "{till}");
        for (int newest = 0; newest < statements.size(); newest++) {
            List<Incident> told = statements.subList(0, newest + 1);
            for (int turn = 0; turn < 6; turn++) {
                forget();
                List<Incident> arrivals = new ArrayList<>(told);
                arrivals.addAll(told);
                Collections.shuffle(arrivals, new Random(turn));
                if (turn == 0) {
                    ledger.record(arrivals);
                } else {
                    arrivals.forEach(incident -> ledger.record(List.of(incident)));
                }

                assertThat(text("select about::text from incident")).isEqualTo(expected.get(newest));
                assertThat(text("select stated_by from incident")).isEqualTo("d" + (newest + 1));
            }
        }
    }

    private static Incident about(String delivery, List<String> about) {
        Incident any = opened(delivery, NINE);
        return new Incident(
                any.entry(), any.kind(), false, about, any.openedAt(), any.resolvedAt(), any.causes(), any.statement());
    }

    @Test
    void countsAnIncidentOnceItsOpeningIsTold() {
        ledger.record(List.of(opened("d2", null)));
        assertThat(text("select count(*)::text from counted_incident")).isEqualTo("0");

        ledger.record(List.of(opened("d1", NINE)));

        assertThat(instant("select opened_at from counted_incident")).isEqualTo(NINE);
        assertThat(text("select stated_by from incident")).isEqualTo("d2");
    }

    @Test
    void missesNoIncidentAboutAServiceThatComesAtTheSameTime() throws Exception {
        Story pager = new Story(Story.PAGER, "acme.pager.example");
        ledger.record(pager.facts());
        pager.incident(1, "09:00", null).about("acme/kiosk");
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(DATABASE));

        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> repository = transaction.execute(_ -> {
                ledger.record(pager.facts());
                Future<?> coming = other.submit(() -> ledger.record(new Story("acme/kiosk").facts()));
                while (!coming.isDone() && !isAnybodyWaiting()) {
                    Thread.onSpinWait();
                }
                return coming;
            });
            repository.get();
        }

        assertThat(text("select name from incident join service on service.id = service_id"))
                .isEqualTo("acme/kiosk");
    }

    private static boolean isAnybodyWaiting() {
        return JDBC.sql(
                        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }

    @Test
    void takesTheTimeOfASuccessFromAnApiOnlyWhereNothingElseTellsIt() {
        Deployment deployment = new Deployment(
                new DeploymentKey(SHOP, "7"),
                Revision.ofTag("v1"),
                Environment.PRODUCTION,
                new Deployment.Request(NINE, null),
                Deployment.Details.NONE,
                new Statement(NINE, "d1"));
        DeploymentStatus byApi = new DeploymentStatus(
                deployment.key(), DeploymentStatus.BY_API, DeploymentStatus.State.SUCCESS, NINE.minusSeconds(900));
        DeploymentStatus told =
                new DeploymentStatus(deployment.key(), "released", DeploymentStatus.State.SUCCESS, NINE);
        List<List<DeploymentStatus>> orders =
                List.of(List.of(byApi, told), List.of(told, byApi), List.of(byApi, told, byApi));
        for (List<DeploymentStatus> order : orders) {
            JDBC.sql("truncate deployment, deployment_status cascade").update();
            order.forEach(status -> ledger.record(List.of(deployment, status)));

            assertThat(text("select string_agg(external_id, ',') from deployment_status"))
                    .isEqualTo("released");
        }
        JDBC.sql("truncate deployment, deployment_status cascade").update();
        ledger.record(List.of(deployment, byApi));
        assertThat(text("select string_agg(external_id, ',') from deployment_status"))
                .isEqualTo(DeploymentStatus.BY_API);
    }

    @Test
    void keepsWhatWasDeletedDeleted() {
        ledger.record(List.of(incident(NINE, "d1", null, true)));
        ledger.record(List.of(incident(NINE.plusSeconds(1), "d2", null, false)));

        assertThat(text("select is_deleted::text from incident")).isEqualTo("true");
    }

    @Test
    void prefersTheAuthorsDateToATimestamp() {
        ledger.record(List.of(push(NINE, commit(A, NINE, Commit.AuthorTime.AUTHOR_DATE))));
        ledger.record(
                List.of(push(NINE.minusSeconds(9), commit(A, NINE.minusSeconds(99), Commit.AuthorTime.TIMESTAMP))));

        assertThat(instant("select author_at from git_commit")).isEqualTo(NINE);
        assertThat(instant("select first_seen_at from git_commit")).isEqualTo(NINE.minusSeconds(9));
    }

    @Test
    void callsAServiceByTheNewestNameAndKeepsTheOldOnes() {
        ledger.record(List.of(new RepositoryName(SHOP, "acme/Store", NINE.plusSeconds(1))));
        ledger.record(List.of(new RepositoryName(SHOP, "acme/Shop", NINE)));

        assertThat(text("select name from service")).isEqualTo("acme/Store");
        assertThat(text("select string_agg(name, ' ' order by name) from repository_alias"))
                .isEqualTo("acme/shop acme/store");
    }

    @Test
    void notesWhichCommitsTheNewFactsSpeakOf() {
        Push push = push(NINE, commit(A, NINE, Commit.AuthorTime.AUTHOR_DATE));
        ledger.record(List.of(push, change(NINE, "d1", "merged", null)));

        assertThat(text("select array_to_string(shas, ' ') from derivation_due"))
                .isEqualTo(String.join(" ", A.value(), B.value(), C.value()));
    }

    @Test
    void notesIncidentsAndTheirServices() {
        ledger.record(List.of(incident(NINE, "d1", null, false)));

        assertThat(text("""
                select concat_ws(' ', (select count(*) from derivation_due where shas = '{}'),
                                      (select count(*) from incident_due join incident on incident.id = incident_id))
                """)).isEqualTo("1 1");
    }

    @Test
    void notesNothingWhenNothingIsNew() {
        List<Push> push = List.of(push(NINE, commit(A, NINE, Commit.AuthorTime.AUTHOR_DATE)));
        ledger.record(push);
        JDBC.sql("delete from derivation_due").update();

        ledger.record(push);

        assertThat(JDBC.sql("select count(*) from derivation_due")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void notesNothingWhenAnApiShowsTheSameAgain() {
        Statement statement = new Statement(NINE, "d1");
        List<Fact> shown = List.of(
                new RepositoryName(SHOP, "acme/shop", NINE),
                new RepositoryCommit(SHOP, commit(A, NINE, Commit.AuthorTime.AUTHOR_DATE), List.of(B), NINE),
                new Tag(SHOP, "v1", A, statement),
                new ChangeCommits(SHOP, "1", C, List.of(new ChangeCommits.Listed(A, NINE)), null, statement));
        ledger.record(shown);
        assertThat(text("select string_agg(distinct shas::text || is_graph, ' ' order by shas::text || is_graph)"
                        + " from derivation_due where not is_full"))
                .isEqualTo("{" + A.value() + "}false {}true");
        JDBC.sql("delete from derivation_due").update();

        ledger.record(shown);

        assertThat(text("select count(*)::text from derivation_due")).isEqualTo("0");
    }

    @Test
    void learnsFromAPushWhenACommitThatAnApiShowedWasThere() {
        Commit told = commit(A, NINE, Commit.AuthorTime.AUTHOR_DATE);
        RepositoryCommit shown = new RepositoryCommit(SHOP, told, List.of(), NINE);
        ledger.record(List.of(shown));
        assertThat(text("select (first_seen_at is null)::text from git_commit")).isEqualTo("true");

        ledger.record(List.of(push(NINE.plusSeconds(9), told)));
        ledger.record(List.of(shown));

        assertThat(instant("select first_seen_at from git_commit")).isEqualTo(NINE.plusSeconds(9));
    }

    @Test
    void recordsTwiceInOneTransactionWhatAnApiShows() {
        new TransactionTemplate(new JdbcTransactionManager(DATABASE)).executeWithoutResult(_ -> {
            for (CommitSha sha : List.of(A, B)) {
                ledger.record(List.of(new RepositoryCommit(
                        SHOP, commit(sha, NINE, Commit.AuthorTime.AUTHOR_DATE), List.of(C), NINE)));
            }
        });

        assertThat(text("select count(*)::text from graph_commit")).isEqualTo("2");
    }

    /** Of two repositories that have the same commits, with their files, and an upload of them. */
    @Test
    void keepsWritersOfTheSameCommitsOutOfEachOthersWay() throws Exception {
        List<RepositoryId> forks = List.of(SHOP, new RepositoryId(Story.FORGE.name(), "2"));
        new PostgresCatalogLedger(JDBC, new JdbcTransactionManager(DATABASE))
                .apply(new Catalog(
                        List.of(new Catalog.Service(
                                "part",
                                "",
                                List.of("acme/*"),
                                List.of("api/**"),
                                List.of(),
                                List.of(),
                                List.of(),
                                null)),
                        List.of()));
        forks.forEach(fork -> ledger.record(List.of(new RepositoryName(fork, "acme/" + fork.externalId(), NINE))));
        List<CommitSha> shas = IntStream.range(0, 200)
                .mapToObj(number -> new CommitSha("%040x".formatted(number)))
                .toList();
        List<Callable<Void>> writers = new ArrayList<>();
        for (RepositoryId fork : forks) {
            List<Fact> facts = new ArrayList<>();
            for (CommitSha sha : fork == SHOP ? shas : shas.reversed()) {
                Commit commit = new Commit(
                        sha,
                        NINE,
                        Commit.AuthorTime.AUTHOR_DATE,
                        Author.UNKNOWN,
                        Commit.Message.UNKNOWN,
                        List.of("api/x"));
                facts.add(new RepositoryCommit(fork, commit, List.of(), NINE));
            }
            writers.add(() -> {
                ledger.record(facts);
                return null;
            });
        }
        writers.add(() -> {
            new PostgresCommitGraphLedger(new JdbcTemplate(DATABASE), new JdbcTransactionManager(DATABASE))
                    .record(shas.reversed().stream()
                            .map(sha -> new GraphCommit("acme/1", sha, List.of(C), NINE, NINE, List.of("web/y")))
                            .iterator());
            return null;
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }

        assertThat(text("select string_agg(distinct parents::text, ' ') || count(*) from graph_commit"))
                .isEqualTo("{" + C.value() + "}200");
        assertThat(text("select string_agg(distinct paths::text, ' ') || count(*) from commit_path"))
                .isEqualTo("{api/x,web/y}200");
    }

    @Test
    void keepsTextThatPostgresCannot() {
        ledger.record(List.of(change(NINE, "d1", "null \0 half \ud83d whole \ud83d\ude00", null)));

        assertThat(text("select title || labels[1] from change"))
                .isEqualTo("null \ufffd half \ufffd whole \ud83d\ude00\"\ufffd\\");
    }

    @Test
    void keepsAbsurdDates() {
        ledger.record(List.of(change(Instant.MAX, "d1", "future", Instant.MIN)));

        assertThat(instant("select stated_at from change")).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(instant("select first_review_at from change")).isEqualTo("0001-01-01T00:00:00Z");
    }

    @Test
    void leavesNothingBehindWhenABatchFails() {
        DeploymentStatus orphan =
                new DeploymentStatus(new DeploymentKey(SHOP, "7"), "1", DeploymentStatus.State.SUCCESS, NINE);

        assertThatThrownBy(() -> ledger.record(List.of(change(NINE, "d1", "valid", null), orphan)))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(text("select count(*)::text from repository")).isEqualTo("0");
    }

    private static Push push(Instant at, Commit... commits) {
        RefUpdate update = new RefUpdate("refs/heads/main", B, A, null, false, false, null);
        return new Push(SHOP, update, List.of(commits), at, at);
    }

    private static Commit commit(CommitSha sha, Instant at, Commit.AuthorTime time) {
        return new Commit(sha, at, time, Author.UNKNOWN, Commit.Message.UNKNOWN, null);
    }

    /** Some sources tell of a merged change as it is now, and not when it was merged. */
    @Test
    void isMergedWhenItWasFirstSeenMerged() {
        Change merged = opened(NINE.plusSeconds(60), "d2", Author.UNKNOWN, Merge.atLatest(NINE.plusSeconds(60), A));
        Change edited = opened(NINE.plusSeconds(90), "d3", Author.UNKNOWN, Merge.atLatest(NINE.plusSeconds(90), A));

        ledger.record(List.of(edited));
        assertThat(instant("select merged_at from change")).isEqualTo(NINE.plusSeconds(90));
        ledger.record(List.of(merged));
        ledger.record(List.of(edited));
        assertThat(instant("select merged_at from change")).isEqualTo(NINE.plusSeconds(60));
        assertThat(instant("select stated_at from change")).isEqualTo(NINE.plusSeconds(90));
    }

    @Test
    void keepsWhoOpenedAChangeWhoeverMergesIt() {
        ledger.record(List.of(opened(NINE.plusSeconds(60), "d2", Author.UNKNOWN, null)));
        assertThat(text("select closes_issues::text from change")).isEqualTo("{#3}");

        ledger.record(List.of(opened(NINE, "d1", new Author("renovate", true), null)));
        assertThat(
                        text(
                                "select author || ' ' || reverts_changes::text || closes_issues::text from change where is_bot"))
                .isEqualTo("renovate {#1}{}");
    }

    @Test
    void keepsTheCommitOfAMergeThatOneStatementNamedAndALaterOneDoesNot() {
        Author ada = new Author("ada", false);
        Change unnamed = opened(NINE.plusSeconds(60), "d2", ada, Merge.atLatest(NINE.plusSeconds(60), null));
        Change squashed = opened(NINE, "d1", ada, Merge.atLatest(NINE, A));
        for (List<Change> told : List.of(List.of(squashed, unnamed), List.of(unnamed, squashed))) {
            JDBC.sql("delete from change").update();
            told.forEach(change -> ledger.record(List.of(change)));
            assertThat(text("select merge_commit_sha || ' ' || is_unnamed || ' ' || stated_by from change"))
                    .isEqualTo(A.value() + " false d2");
        }

        ledger.record(List.of(opened(NINE.plusSeconds(30), "d3", ada, Merge.atLatest(NINE, B))));
        assertThat(text("select merge_commit_sha from change")).isEqualTo(B.value());
        ledger.record(List.of(opened(NINE.plusSeconds(90), "d4", ada, null)));
        assertThat(text("select coalesce(merge_commit_sha, 'open') from change"))
                .isEqualTo("open");
    }

    private static Change opened(Instant at, String by, Author author, @Nullable Merge merge) {
        Change change = change(at, by, "fix", null);
        return new Change(
                change.entry(),
                new Change.Opening(NINE, author),
                change.branch(),
                change.commits(),
                change.reviews(),
                merge,
                new Claims(List.of("#1", "#2"), List.of(), null, List.of("#3"), List.of()),
                new Claims(List.of("#1"), List.of(), null, List.of(), List.of()),
                change.statement());
    }

    private static Change change(Instant at, String by, String title, @Nullable Instant review) {
        return new Change(
                new Entry(SHOP, "1", 1L, title, null, List.of("\"\0\\")),
                new Change.Opening(NINE, Author.UNKNOWN),
                new Branch(null, "topic", C, "main"),
                null,
                new Reviews(review, null),
                null,
                Claims.NONE,
                new Statement(at, by));
    }

    /** The greater the delivery, the newer. */
    private static Incident opened(String by, @Nullable Instant openedAt) {
        Incident incident = incident(NINE, by, null, false);
        return new Incident(
                incident.entry(),
                incident.kind(),
                false,
                List.of(),
                openedAt,
                null,
                incident.causes(),
                incident.statement());
    }

    private static Incident incident(Instant at, String by, @Nullable Instant resolvedAt, boolean isDeleted) {
        return new Incident(
                new Entry(SHOP, "7", 7L, "checkout is down", null, List.of("incident")),
                Incident.Kind.INCIDENT,
                isDeleted,
                NINE,
                resolvedAt,
                Incident.Causes.NONE,
                new Statement(at, by));
    }

    private static DataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(TestDatabase.createUrl());
        pool.setMaximumPoolSize(5);
        return pool;
    }

    private static String text(String sql) {
        return JDBC.sql(sql).query((row, _) -> row.getString(1)).single();
    }

    private static Instant instant(String sql) {
        return JDBC.sql(sql)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }
}
