package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.LeadTimeDistribution;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.postgres.Instants;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code change_lead_time_distribution_by}. */
final class PostgresLeadTimeDistribution implements LeadTimeDistribution {

    private static final String DISTRIBUTION = """
            select at_least, below, label, n
              from change_lead_time_distribution_by(service_ids(cast(:services as text[])), cast(:environment as text),
                                                    metric_window(:from, :until), :basis, :profile)
             order by at_least
            """;

    private final JdbcClient jdbc;

    PostgresLeadTimeDistribution(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Span> distribution(Scope scope, Window window, Basis basis, Profile profile) {
        return jdbc.sql(DISTRIBUTION)
                .param("services", Question.names(scope))
                .param("environment", scope.environment())
                .param("from", Instants.utc(window.from()))
                .param("until", Instants.utc(window.until()))
                .param("basis", basis.word())
                .param("profile", profile.word())
                .query((row, _) -> new Span(
                        row.getInt("at_least"),
                        row.getObject("below", Integer.class),
                        row.getString("label"),
                        row.getLong("n")))
                .list();
    }
}
