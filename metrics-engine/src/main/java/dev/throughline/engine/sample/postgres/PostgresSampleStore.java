package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.sample.SampleStore;
import dev.throughline.engine.sample.Samples;
import dev.throughline.engine.sample.ServiceFacts;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the facts and samples of services in PostgreSQL. */
final class PostgresSampleStore implements SampleStore {

    private final JdbcOperations template;
    private final JdbcClient reading;
    private final JdbcClient lookingUp;

    PostgresSampleStore(JdbcOperations template) {
        this.template = template;
        this.reading = JdbcClient.create(template);
        this.lookingUp = JdbcClient.create(new PlansByLength(template));
    }

    private JdbcClient jdbc(boolean isFull) {
        return isFull ? reading : lookingUp;
    }

    @Override
    public ServiceFacts facts(long service, boolean isFull) {
        JdbcClient jdbc = jdbc(isFull);
        ServiceAbout about = ServiceAbout.read(jdbc, service);
        PostgresGraphs graphs = new PostgresGraphs(jdbc, about);
        PostgresKnownCommits commits = new PostgresKnownCommits(jdbc, about, graphs);
        return new ServiceFacts(
                about.hasReports(),
                new PostgresAttempts(jdbc, about),
                graphs,
                commits,
                new PostgresMergedChanges(jdbc, about.repositories()),
                new PostgresKeptDeliveries(jdbc, about, commits),
                new PostgresTestimony(jdbc, about));
    }

    @Override
    public String name(long service) {
        return reading.sql("select name from service where id = :service")
                .param("service", service)
                .query(String.class)
                .single();
    }

    @Override
    public Samples samples(long service, boolean isFull) {
        JdbcClient jdbc = jdbc(isFull);
        return new Samples(
                new PostgresStoredHistory(jdbc, service),
                new PostgresTouchedSamples(jdbc, service),
                new PostgresDeploymentSamples(template, service),
                new PostgresContainments(jdbc, service),
                new PostgresJudgements(jdbc, service),
                new PostgresReconsiderations(jdbc, service),
                new PostgresServiceOptions(jdbc, service));
    }
}
