package dev.throughline.engine.history.postgres;

import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.attribution.Evidence.Rule;
import dev.throughline.engine.history.ChangeDetails;
import dev.throughline.engine.history.ChangeFilter;
import dev.throughline.engine.history.CommitDetails;
import dev.throughline.engine.history.DeploymentDetails;
import dev.throughline.engine.history.Details;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.IncidentDetails;
import dev.throughline.engine.history.ListedChange;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.history.RepositoryPlace;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresDetails implements Details {

    private static final int MOST_SERVICES = 1_000;

    private static final String COMMITS = """
            select delivered.sha, delivered.author_at, delivered.is_merge, delivered.lead_seconds,
                   delivered.start_provenance, fact.linked_by, change.id as change_id, change.number, change.title,
                   change.url, delivered.delivered_as, delivered.excluded, delivered.flags,
                   repository.source, repository.host, repository.name, source.commit_path
              from deployment_fact fact
              join delivered_commit delivered on delivered.service_id = fact.service_id
                                             and delivered.deployment_id = fact.deployment_id
              join repository on repository.id = delivered.repository_id
              join source on source.name = repository.source
              left join change on change.id = delivered.change_id
             where delivered.is_certain
               and delivered.is_known
            """;

    private static final String NEWEST_COMMITS = """
             order by delivered.author_at desc nulls last, delivered.sha desc
             limit :limit
            """;

    private final JdbcClient jdbc;
    private final PostgresDeployments deployments;
    private final PostgresIncidents incidents;
    private final PostgresChanges changes;

    PostgresDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.deployments = new PostgresDeployments(jdbc);
        this.incidents = new PostgresIncidents(jdbc);
        this.changes = new PostgresChanges(jdbc);
    }

    @Override
    public Optional<DeploymentDetails> ofDeployment(UUID id) {
        return deployments.byId(id).map(this::details);
    }

    private DeploymentDetails details(ListedDeployment deployment) {
        UUID id = deployment.id();
        DeploymentDetails.Place place = place(id).orElse(null);
        List<UUID> merged = jdbc.sql("""
                        select merged.deployment_id
                          from deployment_fact fact
                          join merged_deployment merged on merged.service_id = fact.service_id
                                                       and merged.merged_into = fact.deployment_id
                         where fact.deployment_id = :id
                        """)
                .param("id", id)
                .query((row, number) -> Rows.uuid(row, "deployment_id"))
                .list();
        List<Evidence> remedied = remedied(id);
        Collection<UUID> named = Stream.of(
                        merged.stream(),
                        Stream.ofNullable(deployment.mergedInto()),
                        place == null ? Stream.<UUID>empty() : Stream.of(place.before(), place.after()),
                        Stream.concat(deployment.evidence().stream(), remedied.stream())
                                .map(Evidence::deployment))
                .flatMap(ids -> ids)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<UUID, ListedDeployment> known = deployments.byIds(named);
        return new DeploymentDetails(
                deployment,
                placeOf("deployment", id),
                place,
                merged.stream()
                        .filter(known::containsKey)
                        .sorted((one, other) -> Objects.requireNonNull(known.get(one))
                                .at()
                                .compareTo(
                                        Objects.requireNonNull(known.get(other)).at()))
                        .toList(),
                remedied,
                jdbc.sql(COMMITS + " and fact.deployment_id = :id" + NEWEST_COMMITS)
                        .param("id", id)
                        .param("limit", MOST_COMMITS)
                        .query(PostgresDetails::commit)
                        .list(),
                leadSeconds(id),
                known,
                incidents.byIds(Stream.concat(deployment.evidence().stream(), remedied.stream())
                        .map(Evidence::incident)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList()));
    }

    private Optional<DeploymentDetails.Place> place(UUID id) {
        return jdbc.sql("""
                        select fact.has_baseline, fact.rework, fact.failed_at, fact.restored_at,
                               (select earlier.deployment_id
                                  from deployment_fact earlier
                                 where earlier.service_id = fact.service_id
                                   and earlier.counts
                                   and (earlier.at, earlier.external_id) < (fact.at, fact.external_id)
                                 order by earlier.at desc, earlier.external_id desc
                                 limit 1) as before_id,
                               (select later.deployment_id
                                  from deployment_fact later
                                 where later.service_id = fact.service_id
                                   and later.counts
                                   and (later.at, later.external_id) > (fact.at, fact.external_id)
                                 order by later.at, later.external_id
                                 limit 1) as after_id
                          from deployment_fact fact
                         where fact.deployment_id = :id
                        """)
                .param("id", id)
                .query((row, number) -> new DeploymentDetails.Place(
                        row.getBoolean("has_baseline"),
                        Rows.maybeUuid(row, "before_id"),
                        Rows.maybeUuid(row, "after_id"),
                        row.getBoolean("rework"),
                        Instants.orNull(row, "failed_at"),
                        Instants.orNull(row, "restored_at")))
                .optional();
    }

    private List<Evidence> remedied(UUID id) {
        List<Long> service = jdbc.sql("select service_id from deployment where id = :id and service_id is not null")
                .param("id", id)
                .query((row, number) -> row.getLong("service_id"))
                .list();
        return EvidenceRows.remediedBy(jdbc, service, List.of(id)).getOrDefault(id, List.of());
    }

    private Map<UUID, Integer> leadSeconds(UUID deployment) {
        Map<UUID, Integer> seconds = new HashMap<>();
        jdbc.sql("""
                        select sample.change_id, sample.lead_seconds
                          from deployment_fact fact
                          join delivered_change sample on sample.service_id = fact.service_id
                                                      and sample.deployment_id = fact.deployment_id
                         where fact.deployment_id = :id
                        """).param("id", deployment).query(row -> {
            seconds.put(Rows.uuid(row, "change_id"), row.getInt("lead_seconds"));
        });
        return seconds;
    }

    @Override
    public Optional<IncidentDetails> ofIncident(UUID id) {
        return incidents.byId(id).map(this::details);
    }

    private IncidentDetails details(ListedIncident incident) {
        UUID id = incident.id();
        List<IncidentDetails.Blamed> blamed =
                jdbc.sql("""
                        select deployment_id, rule, confidence, incident_id, by_deployment, sha
                          from evidence
                         where incident_id = :id
                         order by array_position(array['explicit', 'declared', 'rollback', 'revert', 'hotfix', 'window'], rule),
                                  deployment_id
                        """).param("id", id).query(PostgresDetails::blamed).list();
        List<UUID> named = new ArrayList<>(
                blamed.stream().map(IncidentDetails.Blamed::deployment).toList());
        if (incident.deployment() != null) {
            named.add(incident.deployment());
        }
        return new IncidentDetails(
                incident,
                placeOf("incident", id),
                blamed,
                jdbc.sql("select word, is_explicit from incident_cause where incident_id = :id order by word")
                        .param("id", id)
                        .query((row, number) ->
                                new IncidentDetails.Cause(row.getString("word"), row.getBoolean("is_explicit")))
                        .list(),
                deployments.byIds(named));
    }

    private static IncidentDetails.Blamed blamed(ResultSet row, int number) throws SQLException {
        return new IncidentDetails.Blamed(
                Rows.uuid(row, "deployment_id"),
                new Evidence(
                        Rows.term(row, "rule", Rule.class),
                        Rows.term(row, "confidence", Confidence.class),
                        Rows.maybeUuid(row, "incident_id"),
                        Rows.maybeUuid(row, "by_deployment"),
                        Rows.maybeText(row, "sha")));
    }

    @Override
    public Optional<ChangeDetails> ofChange(UUID id) {
        List<ListedChange> deliveries =
                changes.page(ChangeFilter.of(id), null, MOST_SERVICES).items();
        return deliveries.isEmpty() ? Optional.empty() : Optional.of(details(id, deliveries));
    }

    private ChangeDetails details(UUID id, List<ListedChange> deliveries) {
        List<UUID> delivering = deliveries.stream()
                .map(ListedChange::deployment)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<CommitDetails> commits = jdbc.sql(COMMITS
                        + " and delivered.change_id = :id and fact.deployment_id = any(:deployments::uuid[])"
                        + NEWEST_COMMITS)
                .param("id", id)
                .param("deployments", Rows.texts(delivering))
                .param("limit", MOST_COMMITS)
                .query(PostgresDetails::commit)
                .list();
        Map<UUID, ListedDeployment> known = deployments.byIds(delivering);
        RepositoryPlace repository = placeOf("change", id);
        return jdbc.sql("""
                        select change.head_ref, change.base_ref, change.labels, change.merge_commit_sha, list.shas
                          from change
                          left join change_list list on list.change_id = change.id
                         where change.id = :id
                         limit 1
                        """)
                .param("id", id)
                .query((row, number) -> new ChangeDetails(
                        deliveries,
                        repository,
                        row.getString("head_ref"),
                        row.getString("base_ref"),
                        Rows.texts(row, "labels"),
                        Rows.maybeText(row, "merge_commit_sha"),
                        Rows.texts(row, "shas"),
                        commits,
                        known))
                .single();
    }

    private static CommitDetails commit(ResultSet row, int number) throws SQLException {
        return new CommitDetails(CommitRow.of(row, number), Rows.maybeUuid(row, "change_id"), repository(row));
    }

    /** @param table one of ours, which has a repository_id */
    private RepositoryPlace placeOf(String table, UUID id) {
        return jdbc.sql("""
                        select repository.source, repository.host, repository.name, source.commit_path
                          from %s fact
                          join repository on repository.id = fact.repository_id
                          join source on source.name = repository.source
                         where fact.id = :id
                        """.formatted(table))
                .param("id", id)
                .query((row, number) -> repository(row))
                .single();
    }

    private static RepositoryPlace repository(ResultSet row) throws SQLException {
        return new RepositoryPlace(
                row.getString("source"),
                row.getString("host"),
                row.getString("name"),
                Rows.maybeText(row, "commit_path"));
    }
}
