package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.ScopeChoices;
import dev.throughline.engine.history.ServiceChange;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.history.Undeployed;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresServices implements Services {

    private static final String SELECT = """
            select service.id, service.name, service.team, kept.repositories, service.paths,
                   service.environments as own_environments, deployed.environments, deployed.deployments,
                   changed.at as changed_at, changed.window_from, changed.window_until,
                   changed.before, changed.after,
                   (select max(at) from deployment_fact where service_id = service.id) as last_deployment_at
              from service
             cross join lateral (
                       select array_agg(shown_name(repository) order by shown_name(repository) collate "C") as repositories
                         from service_repository counted
                         join repository on repository.id = counted.repository_id
                        where counted.service_id = service.id) kept
              left join lateral (
                       select *
                         from service_change
                        where service_change.service_id = service.id
                        order by service_change.id desc
                        limit 1) changed on true
             cross join lateral (
                       select count(*) as deployments,
                              array_agg(distinct deployment.environment collate "C") as environments
                         from deployment
                        where deployment.service_id = service.id) deployed
            """;

    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\": *([^,}]+)");

    private final JdbcClient jdbc;

    PostgresServices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<ListedService> page(@Nullable Position after, int limit) {
        List<ListedService> found = jdbc.sql(SELECT + """
                         where (service.position is not null or kept.repositories is not null)
                           and (:key::text is null
                            or (service.name collate "C", service.id::text collate "C") > (:key, :id))
                         order by service.name collate "C", service.id::text collate "C"
                         limit :limit
                        """)
                .param("key", after == null ? null : after.key())
                .param("id", after == null ? null : after.id())
                .param("limit", limit + 1)
                .query(PostgresServices::service)
                .list();
        return Page.of(found, limit, service -> new Position(service.name(), Long.toString(service.id())));
    }

    @Override
    public List<NamedService> list() {
        return jdbc.sql("""
                        select service.name, service.team,
                               (select max(at) from deployment_fact where service_id = service.id) as last_deployment_at
                          from service
                         where service.position is not null
                            or exists (select from service_repository counted where counted.service_id = service.id)
                         order by service.name collate "C"
                        """)
                .query((row, _) -> new NamedService(
                        row.getString("name"), Rows.maybeText(row, "team"), Instants.orNull(row, "last_deployment_at")))
                .list();
    }

    @Override
    public Map<String, Undeployed> undeployed(List<String> services) {
        Map<String, Undeployed> undeployed = new HashMap<>();
        jdbc.sql("""
                        select service.name, count(*) as changes, min(waiting.merged_at) as oldest_merged_at
                          from unnest(:services::text[]) asked (name)
                          join service on lower(service.name) = lower(asked.name)
                          join service_repository repository on repository.service_id = service.id
                         cross join lateral (
                                select change.merged_at
                                  from change
                                 where change.repository_id = repository.repository_id
                                   and change.merged_at >= now() - make_interval(days => :days)
                                   and not exists (
                                        select from delivered_commit delivered
                                         where delivered.sha = change.merge_commit_sha
                                           and delivered.service_id = repository.service_id
                                           and delivered.is_certain
                                           and delivered.delivered_as is null)) waiting
                         where exists (select from deployment_fact fact where fact.service_id = service.id)
                         group by service.name
                        """)
                .param("services", services.toArray(String[]::new))
                .param("days", UNDEPLOYED_DAYS)
                .query(row -> {
                    undeployed.put(
                            row.getString("name"),
                            new Undeployed(row.getLong("changes"), Instants.of(row, "oldest_merged_at")));
                });
        return undeployed;
    }

    @Override
    public List<String> ofTeam(String team) {
        List<String> services = jdbc.sql("select name from service where lower(team) = lower(:team) order by position")
                .param("team", team)
                .query((row, _) -> row.getString("name"))
                .list();
        if (services.isEmpty()) {
            throw UnknownService.ofTeam(team);
        }
        return services;
    }

    @Override
    public ScopeChoices choices() {
        List<String> teams = jdbc.sql(
                        "select distinct team collate \"C\" as team from service where team is not null order by team")
                .query((row, _) -> row.getString("team"))
                .list();
        // from one name to the next along the index, however many deployments there are
        List<String> environments = jdbc.sql("""
                        with recursive name as (
                            (select environment from deployment_fact order by environment limit 1)
                            union all
                            select (select environment from deployment_fact
                                     where environment > name.environment
                                     order by environment
                                     limit 1)
                              from name
                             where name.environment is not null
                        )
                        select environment from name where environment is not null
                        union
                        select unnest(merged_environments) from deployment_fact where merged_environments <> '{}'
                        """).query((row, _) -> row.getString("environment")).list().stream()
                .sorted()
                .toList();
        return new ScopeChoices(teams, environments);
    }

    @Override
    public ListedService named(String name) {
        return jdbc.sql(SELECT + "where service.id = any(:services)")
                .param("services", Scope.of(jdbc, List.of(name)))
                .query(PostgresServices::service)
                .list()
                .getFirst();
    }

    private static ListedService service(ResultSet row, int number) throws SQLException {
        return new ListedService(
                row.getLong("id"),
                row.getString("name"),
                Rows.maybeText(row, "team"),
                Rows.texts(row, "repositories"),
                Rows.texts(row, "paths"),
                Rows.texts(row, "own_environments"),
                Rows.texts(row, "environments"),
                Instants.orNull(row, "last_deployment_at"),
                row.getLong("deployments"),
                change(row));
    }

    private static @Nullable ServiceChange change(ResultSet row) throws SQLException {
        String before = row.getString("before");
        String after = row.getString("after");
        return before == null
                ? null
                : new ServiceChange(
                        Instants.of(row, "changed_at"),
                        Instants.of(row, "window_from"),
                        Instants.of(row, "window_until"),
                        values(before),
                        after == null ? null : values(after));
    }

    /** An object of numbers, flat, as five_values makes it. */
    private static ServiceChange.Values values(String json) {
        Map<String, @Nullable Double> values = new HashMap<>();
        NUMBER.matcher(json)
                .results()
                .forEach(found -> values.put(
                        found.group(1), found.group(2).equals("null") ? null : Double.valueOf(found.group(2))));
        return new ServiceChange.Values(
                values.get(Metric.DEPLOYMENT_FREQUENCY.word()),
                values.get(Metric.CHANGE_LEAD_TIME.word()),
                values.get(Metric.CHANGE_FAIL_RATE.word()),
                values.get(Metric.FAILED_DEPLOYMENT_RECOVERY_TIME.word()),
                values.get(Metric.DEPLOYMENT_REWORK_RATE.word()));
    }
}
