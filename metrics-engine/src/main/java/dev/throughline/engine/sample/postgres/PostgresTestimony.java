package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.IncidentCase;
import dev.throughline.engine.attribution.Ruling;
import dev.throughline.engine.attribution.Trigger;
import dev.throughline.engine.attribution.Work;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.Testimony;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What facts and samples say about failure and repair in one service. */
final class PostgresTestimony implements Testimony {

    private final JdbcClient jdbc;
    private final JdbcClient lookups;
    private final ServiceAbout about;

    /** @param lookups for what few deployments say */
    PostgresTestimony(JdbcClient jdbc, JdbcClient lookups, ServiceAbout about) {
        this.jdbc = jdbc;
        this.lookups = lookups;
        this.about = about;
    }

    @Override
    public List<Work> works(AttributionOptions.Bugs bugs) {
        return new PostgresWorks(jdbc, about.service(), about.repositories(), null).all(bugs);
    }

    @Override
    public List<Work> works(AttributionOptions.Bugs bugs, Collection<UUID> deployments) {
        return new PostgresWorks(lookups, about.service(), about.repositories(), deployments).all(bugs);
    }

    @Override
    public Map<UUID, Ruling> rulings() {
        Map<UUID, Ruling> rulings = new HashMap<>();
        jdbc.sql("""
                        select d.id, bool_and(said.truth) filter (where said.field = 'failed') as failed,
                               bool_and(said.truth) filter (where said.field = 'unplanned') as unplanned, d.is_unplanned
                          from deployment d
                          left join standing_verdict said on said.target = d.id and said.field in ('failed', 'unplanned')
                         where d.service_id = :service
                           and (said.target is not null or d.is_unplanned is not null)
                         group by d.id
                        """).param("service", about.service()).query((ResultSet row) -> {
            rulings.put(
                    row.getObject("id", UUID.class),
                    new Ruling(
                            row.getObject("failed", Boolean.class),
                            row.getObject("unplanned", Boolean.class),
                            row.getObject("is_unplanned", Boolean.class)));
        });
        return rulings;
    }

    @Override
    public List<IncidentCase> incidents() {
        return new PostgresIncidents(jdbc, about.service()).all();
    }

    @Override
    public boolean isAnySaid(Set<Trigger.OfWord> triggers, Collection<UUID> deployments, Instant since) {
        return lookups.sql("""
                        with delivered as materialized (
                            select sha
                              from delivered_commit
                             where service_id = :service and deployment_id = any(:ids::uuid[])
                        ), abbreviated as (            -- what is said to be reverted, by a hash that may become ambiguous
                            select unnest(reverts) as word
                              from git_commit
                             where repository_id = any(:repositories) and (reverts <> '{}' or fixes_incidents <> '{}')
                             union all
                            select unnest(reverts_commits)
                              from change
                             where repository_id = any(:repositories)
                               and (reverts_changes <> '{}' or reverts_commits <> '{}' or reverts_title is not null)
                        ), cause as materialized (     -- the view is read once, however few commits the statistics let expect
                            select * from cause_meaning
                        )
                        select %s
                        """.formatted(triggers.stream()
                        .sorted()
                        .map(trigger -> " or " + sign(trigger))
                        .collect(Collectors.joining("", "false", ""))))
                .param("service", about.service())
                .param("repositories", about.repositories())
                .param("ids", Texts.ofIds(deployments))
                .param("since", Instants.utc(since))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private static String sign(Trigger.OfWord trigger) {
        return switch (trigger) {
            case RULING -> """
                    exists (select from deployment where id = any(:ids::uuid[]) and is_unplanned is not null)
                    or exists (select from standing_verdict where target = any(:ids::uuid[]))""";
            case INCIDENT ->
                "exists (select from counted_incident where service_id = :service and opened_at >= :since::timestamptz)";
            case CAUSE -> """
                    exists (select from cause c
                             where c.deployment_id = any(:ids::uuid[])
                                or exists (select from deployment d
                                            where d.id = any(:ids::uuid[])
                                              and d.repository_id = c.repository_id and d.external_id = c.word))
                    or exists (select from cause
                                 join delivered on left(delivered.sha, 7) = left(cause.prefix, 7)
                                               and is_beginning(cause.prefix, delivered.sha))
                    or exists (select from cause
                                 join change m on m.repository_id = cause.change_repository_id and m.number = cause.change_number
                                 join delivered on delivered.sha in (m.merge_commit_sha, m.head_sha))""";
            case ABBREVIATED_REVERT -> """
                    exists (select from abbreviated
                              join delivered on left(delivered.sha, 7) = left(abbreviated.word, 7)
                                            and is_beginning(abbreviated.word, delivered.sha)
                             where length(abbreviated.word) < length(delivered.sha))""";
        };
    }
}
