package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.ServiceCoverage;
import dev.throughline.engine.metric.ServiceCoverage.Named;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.postgres.Instants;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts of {@code metric_coverage_by}, with what explains why something is missing. */
final class PostgresCoverageByService implements CoverageByService {

    private static final String COVERAGE = """
            select service.name as service, service.team, own.repository, known.*, deployed.first, deployed.last_at,
                   tried.attempts, tried.is_push_seen, unseen.refs, unseen.refs_n, elsewhere.environments, elsewhere.environments_n
              from unnest(service_ids(cast(:services as text[]))) chosen (id)
              join service on service.id = chosen.id
             cross join lateral metric_coverage_by(array[service.id], cast(:environment as text),
                                                   cast(:from as timestamptz), cast(:until as timestamptz)) known
             cross join lateral (
                   select count(*) filter (where fact.kind = 'initial' and fact.counts and fact.at >= :from and fact.at < :until) as first,
                          max(fact.at) as last_at
                     from deployment_fact fact
                    where fact.service_id = service.id) deployed
             cross join lateral (
                   select (select shown_name(repository)
                             from service_repository counted
                             join repository on repository.id = counted.repository_id
                            where counted.service_id = service.id
                            order by 1
                            limit 1) as repository) own
             cross join lateral (
                   select count(*) filter (where case when cast(:environment as text) is null then deployment.tier = 'production'
                                                 else deployment.environment = :environment end) as attempts,
                          exists (select from service_repository counted
                                   where counted.service_id = service.id
                                     and exists (select from push where push.repository_id = counted.repository_id)) as is_push_seen
                     from deployment
                    where deployment.service_id = service.id
                      and deployment.created_at >= :from and deployment.created_at < :until) tried
              left join lateral (
                   select array_agg(named.name order by named.n desc, named.name) as refs,
                          array_agg(named.n order by named.n desc, named.name) as refs_n
                     from (select deployment.ref as name, count(*) as n
                             from deployment_fact fact
                             join deployment on deployment.id = fact.deployment_id
                            where fact.service_id = service.id
                              and fact.counts
                              and fact.kind <> 'initial'
                              and (fact.flags && array['ambiguous', 'unlinked'] or not fact.has_baseline)
                              and fact.at >= :from and fact.at < :until
                              and is_in_environment(cast(:environment as text), fact.environment, fact.merged_environments)
                              and deployment.ref is not null
                              and deployment.ref is distinct from fact.sha
                              and not exists (select from push
                                               where push.repository_id = deployment.repository_id
                                                 and push.ref in (deployment.ref, 'refs/heads/' || deployment.ref,
                                                                  'refs/tags/' || deployment.ref))
                            group by deployment.ref
                            order by count(*) desc, deployment.ref
                            limit :named) named) unseen on known.linked < known.deployments or known.with_baseline < known.deployments
              left join lateral (
                   select array_agg(named.name order by named.n desc, named.name) as environments,
                          array_agg(named.n order by named.n desc, named.name) as environments_n
                     from (select deployment.environment as name, count(*) as n
                             from deployment
                            where deployment.service_id = service.id
                              and deployment.tier <> 'production'
                              and deployment.created_at >= :from and deployment.created_at < :until
                            group by deployment.environment
                            order by count(*) desc, deployment.environment
                            limit :named) named) elsewhere on known.deployments = 0 and cast(:environment as text) is null
             where service.position is not null or exists (select from service_repository counted where counted.service_id = service.id)
             order by service.name collate "C", service.id
            """;

    private final JdbcClient jdbc;

    PostgresCoverageByService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<ServiceCoverage> coverage(Scope scope, Window window) {
        return jdbc.sql(COVERAGE)
                .param(
                        "services",
                        scope.services().isEmpty() ? null : scope.services().toArray(String[]::new))
                .param("environment", scope.environment())
                .param("from", Instants.utc(window.from()))
                .param("until", Instants.utc(window.until()))
                .param("named", ServiceCoverage.NAMED)
                .query(PostgresCoverageByService::coverage)
                .list();
    }

    private static ServiceCoverage coverage(ResultSet row, int number) throws SQLException {
        return new ServiceCoverage(
                row.getString("service"),
                maybe(row, "team"),
                maybe(row, "repository"),
                row.getLong("deployments"),
                row.getLong("linked"),
                row.getLong("with_baseline"),
                row.getLong("first"),
                row.getLong("commits"),
                row.getLong("by_head"),
                row.getLong("samples"),
                row.getLong("from_pr_opened"),
                row.getLong("from_committed"),
                row.getLong("incidents"),
                row.getLong("incidents_linked"),
                row.getBoolean("is_push_seen"),
                named(row.getArray("refs"), row.getArray("refs_n")),
                named(row.getArray("environments"), row.getArray("environments_n")),
                row.getLong("attempts"),
                Instants.orNull(row, "last_at"));
    }

    /** A missing name is null, whatever the signature of the driver says. */
    private static @Nullable String maybe(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    private static List<Named> named(@Nullable Array names, @Nullable Array counts) throws SQLException {
        if (names == null || counts == null) {
            return List.of();
        }
        String[] name = (String[]) names.getArray();
        Long[] count = (Long[]) counts.getArray();
        return IntStream.range(0, name.length)
                .mapToObj(i -> new Named(name[i], count[i]))
                .toList();
    }
}
