package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.sample.SampleStore;
import dev.throughline.engine.sample.Samples;
import dev.throughline.engine.sample.ServiceFacts;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the facts and samples of services in PostgreSQL. */
final class PostgresSampleStore implements SampleStore {

    /** Rows below which the plan of a lookup may not suit what the tables become. */
    private static final int GROWN = 5_000;

    private final JdbcOperations template;
    private final JdbcClient reading;
    private final JdbcClient lookingUp;

    PostgresSampleStore(JdbcOperations template) {
        this.template = template;
        this.reading = JdbcClient.create(Planned.eachTime(template));
        this.lookingUp = JdbcClient.create(Planned.once(template));
    }

    @Override
    public Opened open(long service, boolean isLittle) {
        JdbcClient lookups = isLittle && isGrown() ? lookingUp : reading;
        return new Opened(facts(service, lookups), samples(service, lookups));
    }

    /**
     * Whether each of the tables that grow with the commits is known to be large, or is empty: many installations have no commit graph. As
     * soon as one that was empty is known to be large, PostgreSQL forgets its plans; until then it is neither.
     */
    private boolean isGrown() {
        return reading.sql("""
                        select bool_and(reltuples >= :rows or is_empty)
                          from (values ('delivered_commit'::regclass, not exists (select from delivered_commit)),
                                       ('push_commit'::regclass, not exists (select from push_commit)),
                                       ('git_commit'::regclass, not exists (select from git_commit))) growing (id, is_empty)
                          join pg_class on oid = id
                        """).param("rows", GROWN).query(Boolean.class).single();
    }

    private ServiceFacts facts(long service, JdbcClient lookups) {
        ServiceAbout about = ServiceAbout.read(lookups, service);
        PostgresGraphs graphs = new PostgresGraphs(lookups, about);
        PostgresKnownCommits commits = new PostgresKnownCommits(lookups, about, graphs);
        return new ServiceFacts(
                about.hasReports(),
                new PostgresAttempts(reading, lookups, about),
                graphs,
                commits,
                new PostgresMergedChanges(lookups, about.repositories()),
                new PostgresKeptDeliveries(lookups, about, commits),
                new PostgresTestimony(reading, lookups, about));
    }

    private Samples samples(long service, JdbcClient lookups) {
        return new Samples(
                new PostgresStoredHistory(reading, service),
                new PostgresTouchedSamples(lookups, service),
                new PostgresDeploymentSamples(template, reading, service),
                new PostgresContainments(reading, service),
                new PostgresJudgements(reading, service),
                new PostgresReconsiderations(lookups, service),
                new PostgresServiceOptions(reading, service));
    }

    @Override
    public String name(long service) {
        return reading.sql("select name from service where id = :service")
                .param("service", service)
                .query(String.class)
                .single();
    }
}
