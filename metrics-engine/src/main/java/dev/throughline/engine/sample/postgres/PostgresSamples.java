package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.attribution.Evidence;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.linking.Containment;
import dev.throughline.engine.linking.DeployedCommits;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.option.Options;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.DeliveredChange;
import dev.throughline.engine.sample.DeliveredCommit;
import dev.throughline.engine.sample.Samples;
import dev.throughline.engine.sample.StartProvenance;
import dev.throughline.engine.sample.StoredDeployment;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The samples of one service, written within the transaction of its derivation. */
final class PostgresSamples implements Samples {

    private final JdbcOperations template;
    private final JdbcClient jdbc;
    private final long service;

    PostgresSamples(JdbcOperations template, long service) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.service = service;
    }

    @Override
    public List<StoredDeployment> deployments() {
        return deploymentsSince("-infinity");
    }

    @Override
    public List<StoredDeployment> deploymentsSince(Instant instant) {
        return deploymentsSince(instant.toString());
    }

    private List<StoredDeployment> deploymentsSince(String time) {
        return jdbc.sql("""
                        select deployment_id, external_id, environment, merged_environments, at, sha, kind, flags, rework, failed_at, restored_at,
                               remedied_at, in_fail_rate, in_frequency
                          from deployment_fact
                         where service_id = :service and at >= :since::timestamptz
                         order by at, external_id
                        """)
                .param("service", service)
                .param("since", time)
                .query(PostgresSamples::stored)
                .list();
    }

    @Override
    public Optional<Instant> nthLastBefore(Instant instant, int n) {
        return jdbc.sql("""
                        select at
                          from deployment_fact
                         where service_id = :service and at < :before::timestamptz
                         order by at desc
                        offset :offset
                         limit 1
                        """)
                .param("service", service)
                .param("before", Instants.utc(instant))
                .param("offset", n - 1)
                .query((row, _) -> Instants.of(row, "at"))
                .optional();
    }

    @Override
    public Optional<Instant> firstSuccessOf(Collection<UUID> deployments) {
        if (deployments.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select min(f.at) as at
                          from (select unnest(:ids::uuid[]) as id
                                 union
                                select merged_into from merged_deployment where deployment_id = any(:ids::uuid[])) told
                         -- each by its key: for the least, the planner would walk the history from its beginning
                         cross join lateral (select at from deployment_fact
                                              where deployment_id = told.id and service_id = :service offset 0) f
                        """)
                .param("service", service)
                .param("ids", texts(deployments))
                .query((row, _) -> Optional.ofNullable(Instants.orNull(row, "at")))
                .single();
    }

    @Override
    public List<UUID> mergedInto(Collection<UUID> deployments) {
        return jdbc.sql(
                        "select deployment_id from merged_deployment where service_id = :service and merged_into = any(:ids::uuid[])")
                .param("service", service)
                .param("ids", texts(deployments))
                .query((row, _) -> row.getObject("deployment_id", UUID.class))
                .list();
    }

    @Override
    public DeployedCommits deployed() {
        return shas -> new HashSet<>(jdbc.sql(
                        "select distinct sha from deployment_fact where service_id = :service and sha = any(:shas::text[])")
                .param("service", service)
                .param("shas", PostgresPushGraph.texts(shas))
                .query((row, _) -> new CommitSha(row.getString("sha")))
                .list());
    }

    @Override
    public boolean isDeployedBefore(Instant instant, Collection<CommitSha> shas) {
        return jdbc.sql("""
                        select exists (select from deployment_fact
                                        where service_id = :service and sha = any(:shas::text[]) and at < :before::timestamptz)
                        """)
                .param("service", service)
                .param("shas", PostgresPushGraph.texts(shas))
                .param("before", Instants.utc(instant))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static StoredDeployment stored(ResultSet row, int number) throws SQLException {
        List<String> flags = List.of((String[]) row.getArray("flags").getArray());
        return new StoredDeployment(
                row.getObject("deployment_id", UUID.class),
                row.getString("external_id"),
                row.getString("environment"),
                List.of((String[]) row.getArray("merged_environments").getArray()),
                Instants.of(row, "at"),
                row.getString("sha"),
                Term.of(DeploymentKind.class, row.getString("kind")),
                flags.contains(Flag.REDELIVERED.word()),
                new StoredDeployment.Verdict(
                        row.getBoolean("rework"),
                        Instants.orNull(row, "failed_at"),
                        Instants.orNull(row, "restored_at"),
                        Instants.orNull(row, "remedied_at"),
                        flags.contains(Flag.NEGATIVE_CLAMPED.word()),
                        row.getBoolean("in_fail_rate"),
                        row.getObject("in_frequency", Boolean.class)));
    }

    @Override
    public Optional<Place> firstTouched(Collection<String> shas, Set<CommitSha> deployed) {
        if (shas.isEmpty() && deployed.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        with told as (
                            select unnest(:shas::text[]) as sha
                        ), moved as (                  -- the pushes that brought a branch there
                            select p.before_sha, p.after_sha, p.is_created
                              from told t
                              join service_history r on r.service_id = :service
                              join push p on p.repository_id = r.repository_id and p.after_sha = t.sha
                             where p.ref like 'refs/heads/%'
                        ), starts as (                 -- where branches and deployments enter the pushes of others
                            select before_sha as sha from moved where before_sha is not null
                             union
                            select after_sha from moved where is_created
                             union
                            select unnest(:deployed::text[])
                        ), entered as (                -- the pushes that they enter in the middle
                            select distinct c.push_id
                              from starts s
                              join service_history r on r.service_id = :service
                              join push_commit c on c.repository_id = r.repository_id and c.sha = s.sha
                              join push p on p.id = c.push_id
                             where p.after_sha <> s.sha
                        ), branches as (               -- the branches of changes that became better known
                            select distinct p.repository_id, substr(p.ref, 12) as head_ref
                              from told t
                              join service_history r on r.service_id = :service
                              join push_commit c on c.repository_id = r.repository_id and c.sha = t.sha
                              join push p on p.id = c.push_id
                             where p.ref like 'refs/heads/%'
                        ), landed as (                 -- the pushes that a change came with: it may be a merge there, and end what came before
                            select distinct c.push_id
                              from told t
                              join service_history r on r.service_id = :service
                              join change m on m.repository_id = r.repository_id and m.merge_commit_sha = t.sha
                              join push_commit c on c.repository_id = r.repository_id and c.sha = t.sha
                        ), touched as (
                            select sha from told
                             union
                            select c.sha from landed l join push_commit c on c.push_id = l.push_id
                             union
                            select c.sha from entered e join push_commit c on c.push_id = e.push_id
                             union
                            select c.merge_commit_sha
                              from branches b
                              join change c on c.repository_id = b.repository_id and c.head_ref = b.head_ref
                             where c.merge_commit_sha is not null
                        )
                        select f.at, f.external_id
                          from (select d.deployment_id
                                  from touched t
                                  join delivered_commit d on d.sha = t.sha and d.service_id = :service
                                 union
                                select d.deployment_id
                                  from touched t
                                  join delivered_commit d on d.origin_sha = t.sha and d.service_id = :service
                                 where d.origin_sha <> d.sha) d
                          join deployment_fact f on f.deployment_id = d.deployment_id
                         order by f.at, f.external_id
                         limit 1
                        """)
                .param("shas", shas.toArray(String[]::new))
                .param("deployed", PostgresPushGraph.texts(deployed))
                .param("service", service)
                .query((row, number) -> new Place(Instants.of(row, "at"), row.getString("external_id")))
                .optional();
    }

    @Override
    public Optional<Place> firstLinkedWithoutGraph() {
        return jdbc.sql("""
                        select f.at, f.external_id
                          from deployment_fact f
                         where f.service_id = :service
                           and f.linked_by <> 'graph'
                           and (exists (select 1 from graph_commit g where g.sha = f.sha)
                                or exists (select 1
                                             from delivered_commit d
                                             join graph_commit g on g.sha = d.sha
                                            where d.service_id = f.service_id
                                              and d.deployment_id = f.deployment_id))
                         order by f.at, f.external_id
                         limit 1
                        """)
                .param("service", service)
                .query((row, number) -> new Place(Instants.of(row, "at"), row.getString("external_id")))
                .optional();
    }

    @Override
    public void reconsiderCauses(Collection<String> shas) {
        if (shas.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into incident_due (incident_id)
                        select distinct c.incident_id
                          from incident_cause c
                          join unnest(:shas::text[]) t(sha)
                            on left(t.sha, 7) = left(c.word, 7)     -- what a hash join can use; no word is shorter
                           and starts_with(t.sha, c.word)
                         where c.word ~ '^[0-9a-f]{7,64}$'
                        """).param("shas", shas.toArray(String[]::new)).update();
    }

    @Override
    public void reconsiderRivals(Collection<UUID> deployments) {
        if (deployments.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with cause as materialized (   -- the view is read once; statistics, older than what was just delivered, say
                                                       -- that there are so few commits that it could be read for each
                            select repository_id, word from incident_cause
                        ), meant as materialized (
                            select d.sha
                              from cause c
                             cross join lateral (select sha
                                                   from delivered_commit
                                                  where sha >= c.word and sha < c.word || 'g'
                                                 offset 0) d
                             where c.word ~ '^[0-9a-f]{7,64}$'
                             union
                            select unnest(array[m.merge_commit_sha, m.head_sha])
                              from cause c
                              join change m on c.word ~ '[#!][0-9]{1,18}$'
                                           and m.repository_id = reference_repository(c.repository_id, c.word)
                                           and m.number = reference_number(c.word)
                        )
                        insert into derivation_due (service_id)
                        select distinct o.service_id
                          from meant
                         cross join lateral (select service_id, deployment_id     -- by the index of commits
                                               from delivered_commit
                                              where sha = meant.sha
                                             offset 0) d
                          join delivered_commit o on o.sha = meant.sha
                         where d.service_id = :service
                           and d.deployment_id = any(:ids::uuid[])
                           and o.service_id <> :service
                        """).param("service", service).param("ids", texts(deployments)).update();
    }

    @Override
    public void takeOver(Collection<UUID> deployments) {
        jdbc.sql("""
                        with taken as (
                            delete from deployment_fact
                             where deployment_id = any(:ids::uuid[]) and service_id <> :service
                            returning service_id, deployment_id
                        ), changes as (
                            delete from delivered_change delivered
                             using taken
                             where delivered.service_id = taken.service_id
                               and delivered.deployment_id = taken.deployment_id
                        )
                        delete from delivered_commit delivered
                         using taken
                         where delivered.service_id = taken.service_id
                           and delivered.deployment_id = taken.deployment_id
                        """).param("service", service).param("ids", texts(deployments)).update();
    }

    @Override
    public void remove(Collection<UUID> deployments) {
        if (deployments.isEmpty()) {
            return;
        }
        String[] ids = texts(deployments);
        jdbc.sql("delete from delivered_commit where service_id = :service and deployment_id = any(:ids::uuid[])")
                .param("service", service)
                .param("ids", ids)
                .update();
        jdbc.sql("delete from delivered_change where service_id = :service and deployment_id = any(:ids::uuid[])")
                .param("service", service)
                .param("ids", ids)
                .update();
        jdbc.sql("delete from deployment_fact where service_id = :service and deployment_id = any(:ids::uuid[])")
                .param("service", service)
                .param("ids", ids)
                .update();
    }

    @Override
    public void reach(List<HiddenCommits.Reached> first) {
        for (HiddenCommits.Reached reached : first) {
            jdbc.sql("""
                            insert into reached_push (deployment_id, push_id, until)
                            values (:deployment, :push, :until)
                            """)
                    .param("deployment", reached.deployment())
                    .param("push", reached.push())
                    .param("until", Instants.utc(reached.until()))
                    .update();
        }
    }

    @Override
    public void add(List<Delivered> some) {
        if (some.isEmpty()) {
            return;
        }
        Map<UUID, Long> repositories = repositories(some);
        DeliveredCommitCopy copy = new DeliveredCommitCopy(template, service);
        List<Sums> sums = new ArrayList<>();
        for (Delivered delivered : some) {
            Sums sum = new Sums(delivered.deliveries().changes());
            UUID id = delivered.deployment().id();
            DeliveredCommitCopy.Deployment deployment = new DeliveredCommitCopy.Deployment(
                    id,
                    Objects.requireNonNull(repositories.get(id)),
                    delivered.deployment().at());
            delivered.deliveries().commits().forEach(commit -> {
                sum.add(commit);
                copy.add(deployment, commit);
            });
            sums.add(sum);
        }
        copy.write();
        for (int i = 0; i < some.size(); i++) {
            addFact(
                    some.get(i).deployment(),
                    some.get(i).link(),
                    sums.get(i),
                    some.get(i).deliveries().changesAgain());
        }
        addChanges(some);
    }

    private Map<UUID, Long> repositories(List<Delivered> some) {
        Map<UUID, Long> repositories = new HashMap<>();
        jdbc.sql("select id, repository_id from deployment where id = any(:ids::uuid[])")
                .param(
                        "ids",
                        texts(some.stream().map(one -> one.deployment().id()).toList()))
                .query((ResultSet row) -> {
                    repositories.put(row.getObject("id", UUID.class), row.getLong("repository_id"));
                });
        return repositories;
    }

    /** What the commits and changes of one deployment add up to. */
    private static final class Sums {

        private final List<DeliveredChange> changes;
        private final List<Integer> leadSeconds = new ArrayList<>();
        private final List<Integer> leadSecondsAlone = new ArrayList<>();
        private final Map<StartProvenance, Integer> starts = new EnumMap<>(StartProvenance.class);
        private int commits;

        Sums(List<DeliveredChange> changes) {
            this.changes = changes;
        }

        void add(DeliveredCommit commit) {
            if (commit.isCertain() && commit.isKnown() && commit.deliveredAs() == null && !commit.isElsewhere()) {
                commits++;
            }
            DeliveredCommit.Sample sample = commit.sample();
            if (sample != null) {
                leadSeconds.add(sample.seconds());
                starts.merge(sample.provenance(), 1, Integer::sum);
                if (commit.change() == null) {
                    leadSecondsAlone.add(sample.seconds());
                }
            }
        }

        Integer[] lead() {
            return leadSeconds.toArray(Integer[]::new);
        }

        Integer[] leadStarts() {
            return Arrays.stream(StartProvenance.values())
                    .map(provenance -> starts.getOrDefault(provenance, 0))
                    .toArray(Integer[]::new);
        }

        /** Commits without a change are in this series too. */
        Integer[] leadChange() {
            return Stream.concat(changes.stream().map(DeliveredChange::leadSeconds), leadSecondsAlone.stream())
                    .toArray(Integer[]::new);
        }

        Integer[] leadMerge() {
            return changes.stream().map(DeliveredChange::mergeSeconds).toArray(Integer[]::new);
        }
    }

    private void addFact(LogicalDeployment deployment, Link link, Sums sums, Set<UUID> changesAgain) {
        jdbc.sql("""
                        insert into deployment_fact (
                            service_id, deployment_id, environment, merged_environments, at, external_id, sha, kind, counts, linked_by, has_baseline,
                            flags, commits, failed, rework, lead_seconds, lead_starts, lead_change_seconds, lead_merge_seconds, changes_again)
                        values (
                            :service, :id, :environment, :mergedEnvironments, :at, :externalId, :sha, :kind, :counts, :linkedBy, :hasBaseline,
                            :flags, :commits, false, false, :lead, :leadStarts, :leadChange, :leadMerge, :changesAgain::uuid[])
                        """)
                .param("service", service)
                .param("id", deployment.id())
                .param("environment", deployment.first().environment())
                .param("mergedEnvironments", deployment.otherEnvironments().toArray(String[]::new))
                .param("at", Instants.utc(deployment.at()))
                .param("externalId", deployment.first().externalId())
                .param("sha", deployment.sha() == null ? null : deployment.sha().value())
                .param("kind", deployment.kind().word())
                .param("counts", deployment.counts())
                .param("linkedBy", link.linkedBy().word())
                .param("hasBaseline", link.hasBaseline())
                .param("flags", flags(deployment, link))
                .param("commits", sums.commits)
                .param("lead", sums.lead())
                .param("leadStarts", sums.leadStarts())
                .param("leadChange", sums.leadChange())
                .param("leadMerge", sums.leadMerge())
                .param("changesAgain", texts(changesAgain))
                .update();
    }

    @Override
    public Map<UUID, Optional<List<UUID>>> lacks(@Nullable Collection<UUID> deployments) {
        Map<UUID, Optional<List<UUID>>> lacks = new HashMap<>();
        jdbc.sql("""
                        select deployment_id, lacks
                          from deployment_fact
                         where service_id = :service
                           and lacks is distinct from '{}'
                           and %s
                        """.formatted(deployments == null ? "true" : "deployment_id = any(:ids::uuid[])"))
                .param("service", service)
                .param("ids", texts(deployments == null ? List.of() : deployments))
                .query((ResultSet row) -> {
                    Array lacked = row.getArray("lacks");
                    lacks.put(
                            row.getObject("deployment_id", UUID.class),
                            lacked == null ? Optional.empty() : Optional.of(List.of((UUID[]) lacked.getArray())));
                });
        return lacks;
    }

    @Override
    public Set<UUID> deliverers(Collection<CommitSha> shas) {
        return jdbc.sql("""
                        select distinct d.deployment_id
                          from unnest(:shas::text[]) t(sha)
                          join delivered_commit d
                            on d.sha = t.sha and d.service_id = :service and d.is_certain and d.delivered_as is null
                        """)
                .param("service", service)
                .param("shas", PostgresPushGraph.texts(shas))
                .query((row, _) -> row.getObject("deployment_id", UUID.class))
                .set();
    }

    @Override
    public void contain(Map<UUID, Containment.Contained> contained) {
        contained.forEach((id, what) -> {
            if (!what.isEverything()) {
                contain(id, what);
            }
        });
    }

    private void contain(UUID id, Containment.Contained contained) {
        jdbc.sql("""
                        update deployment_fact fact
                           set lacks = :lacks::uuid[],
                               delivered_again = :again::uuid[],
                               lead_again_seconds = case when :again::uuid[] is not null then array(
                                   select seconds_again(fact.at, delivered)
                                     from delivered_commit delivered
                                    where delivered.service_id = fact.service_id
                                      and delivered.deployment_id = any(:again::uuid[])
                                      and seconds_again(fact.at, delivered) is not null
                                    order by delivered.sha) end
                         where fact.deployment_id = :id
                        """)
                .param("id", id)
                .param("lacks", contained.lacks() == null ? null : texts(contained.lacks()))
                .param("again", contained.again() == null ? null : texts(contained.again()))
                .update();
    }

    private static String[] flags(LogicalDeployment deployment, Link link) {
        List<Flag> flags = new ArrayList<>();
        switch (link.certainty()) {
            case AMBIGUOUS -> flags.add(Flag.AMBIGUOUS);
            case UNLINKED -> flags.add(Flag.UNLINKED);
            case INITIAL, EXACT -> {}
        }
        if (deployment.isRedelivered()) {
            flags.add(Flag.REDELIVERED);
        }
        if (link.isNonFastForward()) {
            flags.add(Flag.NON_FAST_FORWARD);
        }
        return flags.stream().map(Flag::word).toArray(String[]::new);
    }

    private void addChanges(List<Delivered> some) {
        List<UUID> ids = new ArrayList<>();
        List<DeliveredChange> changes = new ArrayList<>();
        for (Delivered delivered : some) {
            changes.addAll(delivered.deliveries().changes());
            ids.addAll(Collections.nCopies(
                    delivered.deliveries().changes().size(),
                    delivered.deployment().id()));
        }
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into delivered_change (
                            service_id, deployment_id, change_id, started_at, lead_seconds, flags, merge_seconds, merge_flags)
                        select :service, c.deployment_id, c.change_id::uuid, c.started_at::timestamptz, c.lead_seconds,
                               string_to_array(c.flags, ' '), c.merge_seconds, string_to_array(c.merge_flags, ' ')
                          from unnest(:ids::uuid[], :changes::text[], :startedAt::text[], :lead::integer[], :flags::text[],
                                      :merge::integer[], :mergeFlags::text[])
                               c(deployment_id, change_id, started_at, lead_seconds, flags, merge_seconds, merge_flags)
                        """)
                .param("service", service)
                .param("ids", texts(ids))
                .param("changes", texts(changes, DeliveredChange::change))
                .param("startedAt", texts(changes, DeliveredChange::startedAt))
                .param("lead", integers(changes, DeliveredChange::leadSeconds))
                .param("flags", texts(changes, change -> words(change.flags())))
                .param("merge", integers(changes, DeliveredChange::mergeSeconds))
                .param("mergeFlags", texts(changes, change -> words(change.mergeFlags())))
                .update();
    }

    private static String words(List<Flag> flags) {
        return flags.stream().map(Flag::word).collect(Collectors.joining(" "));
    }

    private static <T> String[] texts(List<T> parts, Function<T, Object> column) {
        return parts.stream().map(column).map(Object::toString).toArray(String[]::new);
    }

    private static <T> Integer[] integers(List<T> parts, Function<T, Integer> column) {
        return parts.stream().map(column).toArray(Integer[]::new);
    }

    @Override
    public void merged(List<LogicalDeployment> history, boolean isWhole) {
        List<String> deployments = new ArrayList<>();
        List<String> into = new ArrayList<>();
        for (LogicalDeployment deployment : history) {
            deployment.attempts().skip(1).forEach(attempt -> {
                deployments.add(attempt.id().toString());
                into.add(deployment.id().toString());
            });
        }
        jdbc.sql("""
                        delete from merged_deployment
                         where service_id = :service
                           and deployment_id <> all(:ids::uuid[])
                           and (:whole or merged_into = any(:history::uuid[]))
                        """)
                .param("service", service)
                .param("ids", deployments.toArray(String[]::new))
                .param("whole", isWhole)
                .param(
                        "history",
                        texts(history.stream().map(LogicalDeployment::id).toList()))
                .update();
        jdbc.sql("""
                        insert into merged_deployment as m (service_id, deployment_id, merged_into)
                        select :service, d::uuid, i::uuid
                          from unnest(:deployments::text[], :into::text[]) t(d, i)
                            on conflict (deployment_id) do update
                           set merged_into = excluded.merged_into, service_id = excluded.service_id
                         where (m.merged_into, m.service_id) <> (excluded.merged_into, excluded.service_id)
                        """)
                .param("service", service)
                .param("deployments", deployments.toArray(String[]::new))
                .param("into", into.toArray(String[]::new))
                .update();
    }

    @Override
    public void judge(Map<UUID, StoredDeployment.Verdict> verdicts) {
        verdicts.forEach((id, verdict) -> jdbc.sql("""
                        update deployment_fact
                           set failed = :failedAt::timestamptz is not null,
                               rework = :rework,
                               failed_at = :failedAt::timestamptz,
                               restored_at = :restoredAt::timestamptz,
                               remedied_at = :remediedAt::timestamptz,
                               in_fail_rate = :inFailRate,
                               in_frequency = :inFrequency,
                               recovery_seconds = case when :restoredAt::timestamptz is not null
                                                       then least(extract(epoch from :restoredAt::timestamptz - :failedAt::timestamptz),
                                                                  2147483647)::integer end,
                               flags = case when :clamped then array_append(array_remove(flags, :flag), :flag)
                                            else array_remove(flags, :flag) end
                         where deployment_id = :id
                        """)
                .param("rework", verdict.isRework())
                .param("failedAt", Instants.utcOrNull(verdict.failedAt()))
                .param("restoredAt", Instants.utcOrNull(verdict.restoredAt()))
                .param("remediedAt", Instants.utcOrNull(verdict.remediedAt()))
                .param("inFailRate", verdict.isInFailRate())
                .param("inFrequency", verdict.isInFrequency(), Types.BOOLEAN)
                .param("clamped", verdict.isClamped())
                .param("flag", Flag.NEGATIVE_CLAMPED.word())
                .param("id", id)
                .update());
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        jdbc.sql("select name, value from service_option where service_id = :service")
                .param("service", service)
                .query((ResultSet row) -> {
                    options.put(row.getString("name"), row.getString("value"));
                });
        return options;
    }

    @Override
    public void options(Options options) {
        Map<String, String> chosen = options.chosen();
        Map<String, String> before = options();
        if (chosen.equals(before)) {
            return;
        }
        jdbc.sql("delete from service_option where service_id = :service")
                .param("service", service)
                .update();
        chosen.forEach((name, value) -> jdbc.sql(
                        "insert into service_option (service_id, name, value) values (:service, :name, :value)")
                .param("service", service)
                .param("name", name)
                .param("value", value)
                .update());
        if (!Objects.equals(chosen.get(Options.CLOSED_AS), before.get(Options.CLOSED_AS))) {
            // other services may have deployed what they name as their cause
            jdbc.sql("""
                            insert into incident_due (incident_id)
                            select id from incident where service_id = :service and excluded_as is not null and not is_deleted
                            """).param("service", service).update();
        }
    }

    @Override
    public void evidence(List<Evidence> evidence) {
        List<Evidence> stored = jdbc.sql("""
                        select deployment_id, rule, incident_id, by_deployment, sha
                          from evidence
                         where service_id = :service
                        """)
                .param("service", service)
                .query((row, number) -> new Evidence(
                        row.getObject("deployment_id", UUID.class),
                        Term.of(Evidence.Rule.class, row.getString("rule")),
                        row.getObject("incident_id", UUID.class),
                        row.getObject("by_deployment", UUID.class),
                        row.getString("sha")))
                .list();
        if (stored.stream().sorted(Evidence.IN_ORDER).toList().equals(evidence)) {
            return;
        }
        jdbc.sql("delete from evidence where service_id = :service")
                .param("service", service)
                .update();
        evidence.forEach(piece -> jdbc.sql("""
                        insert into evidence (service_id, deployment_id, rule, confidence, incident_id, by_deployment, sha)
                        values (:service, :deployment, :rule, :confidence, :incident, :by, :sha)
                        """)
                .param("service", service)
                .param("deployment", piece.deployment())
                .param("rule", piece.rule().word())
                .param("confidence", piece.rule().confidence().word())
                .param("incident", piece.incident())
                .param("by", piece.remedy())
                .param("sha", piece.sha())
                .update());
    }
}
