package dev.throughline.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.catalog.CatalogLedger;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.ledger.CommitGraphLedger;
import dev.throughline.engine.ledger.SourceLedger;
import dev.throughline.engine.ledger.postgres.PostgresCatalogLedger;
import dev.throughline.engine.ledger.postgres.PostgresCommitGraphLedger;
import dev.throughline.engine.ledger.postgres.PostgresLedger;
import dev.throughline.engine.ledger.postgres.PostgresSourceLedger;
import dev.throughline.engine.option.OptionsByService;
import dev.throughline.engine.sample.postgres.TestStores;
import dev.throughline.engine.story.Story;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.VerdictBook;
import dev.throughline.engine.verdict.Word;
import dev.throughline.engine.verdict.postgres.PostgresVerdictBook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole engine on an empty database: facts in, samples out. */
final class Engine {

    /** One database for all: emptying it is much faster than making another. */
    private static final DataSource DATABASE = oneConnection();

    private static final List<String> EVERYTHING = List.of(
            "graph_commit",
            "commit_path",
            "environment_tier",
            "service_change",
            "verdict",
            "derivation_due",
            "incident_due",
            "evidence",
            "delivered_commit",
            "delivered_change",
            "merged_deployment",
            "deployment_fact",
            "deployment_status",
            "deployment_run",
            "deployment_job",
            "pipeline_job",
            "child_pipeline",
            "deployment",
            "incident",
            "incident_comment",
            "change_commits",
            "tag",
            "change",
            "branch_base",
            "push_commit",
            "push",
            "named_repository",
            "git_commit",
            "repository_alias",
            "service_repository",
            "repository",
            "service_option",
            "service");

    private final JdbcClient jdbc;
    private final PostgresLedger ledger;
    private final SourceLedger sources;
    private final CommitGraphLedger graph;
    private final CatalogLedger catalogs;
    private final SampleKeeper keeper;
    private final VerdictBook verdicts;

    private static DataSource oneConnection() {
        try {
            return new SingleConnectionDataSource(TestDatabase.create().getConnection(), true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Engine() {
        this(OptionsByService.DEFAULT, true);
    }

    private Engine(OptionsByService options, boolean isEmpty) {
        this.jdbc = JdbcClient.create(DATABASE);
        if (isEmpty) {
            EVERYTHING.forEach(table -> jdbc.sql("delete from " + table).update());
            jdbc.sql("delete from source").update();
        }
        JdbcTransactionManager transactions = new JdbcTransactionManager(DATABASE);
        this.ledger = new PostgresLedger(jdbc, transactions);
        this.sources = new PostgresSourceLedger(jdbc, transactions);
        this.graph = new PostgresCommitGraphLedger(new JdbcTemplate(DATABASE), transactions);
        this.catalogs = new PostgresCatalogLedger(jdbc, transactions);
        this.verdicts = new PostgresVerdictBook(jdbc, transactions);
        this.keeper = new SampleKeeper(
                new TransactionTemplate(transactions),
                TestStores.dueServices(jdbc),
                TestStores.samples(DATABASE),
                TestStores.derivedOptions(jdbc),
                options,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        register(Story.SOURCES);
    }

    /** An engine that no source has told of itself. */
    static Engine ofStrangers() {
        Engine engine = new Engine();
        engine.jdbc.sql("delete from source").update();
        return engine;
    }

    /** Sources say what they are like. */
    Engine register(List<SourceTraits> traits) {
        sources.register(traits);
        return this;
    }

    /** The next start, on the same database, with other options. */
    Engine restart(OptionsByService options) {
        return new Engine(options, false);
    }

    /** The services and environments are these from now on. */
    List<String> configure(Catalog catalog) {
        return catalogs.apply(catalog);
    }

    /** What a change of the configuration did, once everything is derived: name, before and after of lead time and frequency. */
    List<String> changes() {
        return jdbc.sql("select service || ' ' || (after is not null) from service_change order by id")
                .query((row, number) -> row.getString(1))
                .list();
    }

    Engine record(List<? extends Fact> facts) {
        ledger.record(facts);
        return this;
    }

    /** A connection to its database, to be closed by the caller. */
    Connection connection() throws SQLException {
        return DATABASE.getConnection();
    }

    /** Uploads a commit graph. */
    Engine upload(List<GraphCommit> commits) {
        graph.record(commits.iterator());
        return this;
    }

    /** Forgets everything but what people said, and sources of themselves. */
    Engine forget() {
        EVERYTHING.stream()
                .filter(table -> !table.equals("verdict"))
                .forEach(table -> jdbc.sql("delete from " + table).update());
        return this;
    }

    /** A person says this of a deployment. */
    Engine say(Story story, String id, Word word) {
        return sayOfDeployment(story.deployment(id), word);
    }

    Engine sayOfDeployment(UUID id, Word word) {
        assertThat(verdicts.keepOfDeployment(id, List.of(verdict(word)))).isTrue();
        return this;
    }

    /** A person says this of an incident. */
    Engine say(Story story, long incident, Word word) {
        return sayOfIncident(story.incident(incident), word);
    }

    Engine sayOfIncident(UUID id, Word word) {
        assertThat(verdicts.keepOfIncident(id, List.of(verdict(word)))).isTrue();
        return this;
    }

    private static Verdict verdict(Word word) {
        return new Verdict(word, "seen it", "amara", Story.at("20:00"));
    }

    /** Finds the services that incidents affect, without deriving any. */
    Engine route() {
        TestStores.dueServices(jdbc).route();
        return this;
    }

    /** As if a service were derived before the others. */
    Engine settle(String service) {
        int rows = jdbc.sql("delete from derivation_due where service_id = (select id from service where name = :name)")
                .param("name", service)
                .update();
        assertThat(rows).as("it was due").isPositive();
        return this;
    }

    /** Whether numbers may still be about to follow what a person said. */
    boolean isPending(UUID target) {
        return verdicts.isPending(target);
    }

    Engine derive() {
        int passes = 0;
        while (keeper.catchUp()) {
            assertThat(passes++).as("passes until nothing is due").isLessThan(10);
        }
        return this;
    }

    /** Derives every sample again. */
    Engine recompute() {
        jdbc.sql("insert into derivation_due (service_id, is_full) select id, true from service")
                .update();
        return derive();
    }

    /** Has the samples say something else of a deployment than the facts do. */
    Engine falsify(UUID deployment) {
        jdbc.sql("update deployment_fact set rework = true where deployment_id = :id")
                .param("id", deployment)
                .update();
        return this;
    }

    /** Makes due, and names, the services whose samples were derived under other options than these. */
    List<String> dueByOptions(OptionsByService configured) {
        return TestStores.derivedOptions(jdbc).deriveWhereOther(configured);
    }

    /** The deployments that have samples, by service: {@code acme/shop: 1 2}. */
    List<String> services() {
        return jdbc.sql("""
                        select service.name || ':' || coalesce(string_agg(' ' || fact.external_id, '' order by fact.at), '')
                          from service
                          left join deployment_fact fact on fact.service_id = service.id
                         group by service.id
                         order by lower(service.name)
                        """).query((row, number) -> row.getString(1)).list();
    }

    /** The incidents of pagers with the services that they belong to: {@code 7: acme/shop}, {@code 8:} of none. */
    List<String> paged() {
        return jdbc.sql("""
                        select incident.number || ':' || coalesce(' ' || service.name, '')
                          from incident
                          join repository on repository.id = incident.repository_id
                          left join service on service.id = incident.service_id
                         where repository.source = :pager
                         order by incident.number
                        """)
                .param("pager", Story.PAGER.name())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** One value as PostgreSQL writes it: what follows the word select. */
    String value(String expression) {
        return jdbc.sql("select (" + expression.replaceFirst(" from ", ")::text from "))
                .query(String.class)
                .single();
    }

    long due() {
        return jdbc.sql("select count(*) from derivation_due").query(Long.class).single();
    }

    /** Every sample that there is, one line per row: for comparing one order of arrival with another. */
    List<String> everything() {
        return jdbc.sql("""
                        select 'fact ' || service.name || (to_jsonb(f) - 'service_id' - 'changed_in')::text
                          from deployment_fact f join service on service.id = f.service_id
                         union all
                        select 'commit ' || (to_jsonb(d) - 'service_id' - 'repository_id')::text from delivered_commit d
                         union all
                        select 'change ' || (to_jsonb(c) - 'service_id')::text from delivered_change c
                         union all
                        select 'evidence ' || (to_jsonb(e) - 'service_id')::text from evidence e
                         union all
                        select 'merged ' || (to_jsonb(m) - 'service_id')::text from merged_deployment m
                         order by 1
                        """).query((row, number) -> row.getString(1)).list();
    }

    /** A deployment by its external id. */
    Row deployment(Story story, String id) {
        return deployment(story.deployment(id));
    }

    Row deployment(UUID id) {
        return jdbc.sql("select * from deployment_fact where deployment_id = :id")
                .param("id", id)
                .query(Engine::row)
                .optional()
                .orElseThrow(() -> new AssertionError("no samples of deployment " + id));
    }

    List<Row> deployments() {
        return jdbc.sql("select * from deployment_fact order by at, external_id")
                .query(Engine::row)
                .list();
    }

    /** The commits that a deployment reached first: word by word of {@code delivered_commit}. */
    List<CommitRow> commits(Story story, String id) {
        return commits(story.deployment(id));
    }

    List<CommitRow> commits(UUID id) {
        return jdbc.sql(
                        "select * from delivered_commit where deployment_id = :id order by lead_seconds desc nulls last, sha")
                .param("id", id)
                .query((row, number) -> new CommitRow(
                        row.getString("sha"),
                        integer(row, "lead_seconds"),
                        row.getString("start_provenance"),
                        row.getString("excluded"),
                        row.getString("delivered_as"),
                        Arrays.asList((String[]) row.getArray("flags").getArray())))
                .list();
    }

    List<String> rules(Story story, String id) {
        return jdbc.sql("select rule from evidence where deployment_id = :id order by rule")
                .param("id", story.deployment(id))
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** What is held against a deployment: rule, incident and remedying deployment. */
    Set<String> evidence(UUID id) {
        return jdbc.sql(
                        "select rule || ' ' || coalesce(incident_id::text, 'null') || ' ' || coalesce(by_deployment::text, 'null')"
                                + " from evidence where deployment_id = :id")
                .param("id", id)
                .query((row, number) -> row.getString(1))
                .set();
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("deployment_id", UUID.class),
                row.getString("external_id"),
                row.getString("environment"),
                row.getString("kind"),
                row.getBoolean("counts"),
                row.getString("linked_by"),
                Arrays.asList((String[]) row.getArray("flags").getArray()),
                row.getBoolean("failed"),
                row.getBoolean("rework"),
                row.getBoolean("in_fail_rate"),
                row.getObject("in_frequency") == null ? row.getBoolean("counts") : row.getBoolean("in_frequency"),
                Objects.requireNonNull(instant(row, "at")),
                instant(row, "failed_at"),
                instant(row, "restored_at"),
                integer(row, "recovery_seconds"),
                Objects.requireNonNull(sorted(row.getArray("lead_seconds"))),
                Arrays.asList((Integer[]) row.getArray("lead_change_seconds").getArray()),
                Arrays.asList((Integer[]) row.getArray("lead_merge_seconds").getArray()),
                sorted(row.getArray("lead_again_seconds")));
    }

    private static @Nullable List<Integer> sorted(@Nullable Array seconds) throws SQLException {
        return seconds == null
                ? null
                : Arrays.stream((Integer[]) seconds.getArray())
                        .map(Objects::requireNonNull)
                        .sorted()
                        .toList();
    }

    record Row(
            UUID id,
            String externalId,
            String environment,
            String kind,
            boolean counts,
            String linkedBy,
            List<String> flags,
            boolean failed,
            boolean rework,
            boolean inFailRate,
            boolean inFrequency,
            Instant at,
            @Nullable Instant failedAt,
            @Nullable Instant restoredAt,
            @Nullable Integer recoverySeconds,
            List<Integer> lead,
            List<Integer> leadChange,
            List<Integer> leadMerge,
            @Nullable List<Integer> leadAgain) {}

    record CommitRow(
            String sha,
            @Nullable Integer lead,
            @Nullable String provenance,
            @Nullable String excluded,
            @Nullable String deliveredAs,
            List<String> flags) {}
}
