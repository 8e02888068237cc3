package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.IncidentCase;
import dev.throughline.engine.attribution.Remedy;
import dev.throughline.engine.attribution.Ruling;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.ledger.postgres.PostgresSourceLedger;
import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.EarlierDeliveries;
import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.linking.NoPushes;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.KnownCommit;
import dev.throughline.engine.sample.MergedChange;
import dev.throughline.engine.sample.ServiceFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The facts of one service, read within the transaction of its derivation. */
final class PostgresServiceFacts implements ServiceFacts {

    /** How many earlier pushes of a branch are read with each, when one deployment is linked; and the most when many are. */
    private static final int READ_AHEAD = 16;

    private static final int READ_AHEAD_AT_MOST = 512;

    /** The first of the commits that a message names as what it was picked from, where all of its hash is there. */
    private static final String PICKED_FROM = """
            (select o.sha
               from unnest(c.picked_from) with ordinality o(sha, place)
              where o.sha ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'
              order by o.place
              limit 1)""";

    /** Whether a job of the same name in the same run succeeded before, so that this one deployed something of its own. */
    private static final String SUCCEEDED_BEFORE = """
            exists (select
                      from deployment_run twin
                      join deployment other on other.id = twin.deployment_id
                     cross join lateral (select min(stated_at) as succeeded_at
                                           from deployment_status
                                          where deployment_id = other.id and state = 'success') before
                     where twin.rollout = run.rollout
                       and twin.job = run.job
                       and other.repository_id = d.repository_id
                       and other.service_id = d.service_id
                       and other.tier = 'production'
                       and not exists (select from taken_out where taken_out.target = other.id)
                       and (before.succeeded_at, other.external_id collate "C") < (s.succeeded_at, d.external_id collate "C"))""";

    private final JdbcClient jdbc;
    private final long service;
    private final About about;
    private final PostgresMergedChanges changes;
    private @Nullable PostgresCommitGraph graph;

    /**
     * What is asked of a service again and again.
     *
     * @param listsChanges whether lists tell the commits of changes, which pushes and graph may not know
     * @param hasPushes whether any push is known
     * @param hidesCommits whether a push brought more commits than it lists
     */
    private record About(
            Long[] repositories,
            boolean isOfPaths,
            boolean hasReports,
            boolean listsChanges,
            boolean hasPushes,
            boolean hidesCommits) {}

    PostgresServiceFacts(JdbcClient jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
        this.about = jdbc.sql("""
                        select history.repositories,
                               exists (select from service where id = :service and paths <> '{}') as is_of_paths,
                               exists (select from repository
                                         join source on source.name = repository.source
                                        where repository.id = any(history.repositories)
                                          and not source.knows_commits) as has_reports,
                               exists (select from change_commits
                                        where repository_id = any(history.repositories)) as lists_changes,
                               exists (select from push
                                        where repository_id = any(history.repositories)) as has_pushes,
                               exists (select from push
                                        where repository_id = any(history.repositories)
                                          and is_truncated) as hides_commits
                          from (select array(select repository_id from service_history where service_id = :service) as repositories
                                offset 0) history
                        """)
                .param("service", service)
                .query((row, _) -> new About(
                        (Long[]) row.getArray("repositories").getArray(),
                        row.getBoolean("is_of_paths"),
                        row.getBoolean("has_reports"),
                        row.getBoolean("lists_changes"),
                        row.getBoolean("has_pushes"),
                        row.getBoolean("hides_commits")))
                .single();
        this.changes = new PostgresMergedChanges(jdbc, about.repositories());
    }

    @Override
    public List<Attempt> attempts() {
        return attempts("d.service_id = :service", List.of());
    }

    @Override
    public List<Attempt> attempts(Collection<UUID> deployments) {
        return deployments.isEmpty()
                ? List.of()
                : attempts("d.service_id = :service and d.id = any(:ids::uuid[])", deployments);
    }

    /** @param which a condition of the callers, never a value */
    private List<Attempt> attempts(String which, Collection<UUID> ids) {
        return jdbc.sql("""
                        with named as materialized (   -- where reports say that commits are, as far as that is known
                            select name, coalesce(repository_called(name)::text, 'named ' || name) as place
                              from (select distinct name from named_repository where repository_id = any(:repositories)) said
                        )
                        select d.id, r.source, source.holds, source.precedence, source.change_sign,
                               case when source.knows_commits then d.repository_id::text
                                    else coalesce((select named.place from named where named.name = d.commits_in),
                                                  (select c.repository_id::text
                                                     from git_commit c
                                                     join repository o on o.id = c.repository_id
                                                    where c.sha = d.sha and c.repository_id = any(:repositories)
                                                    order by o.source, o.external_id
                                                    limit 1),
                                                  sole.place, d.repository_id::text) end as repository_id,
                               d.external_id, d.environment, d.is_rollback,
                               case when coalesce(d.version, d.digest) is not null
                                    then concat(d.version, chr(10), d.digest) end as digest,
                               case when run.rollout is not null and not (run.job is not null and %s)
                                    then d.repository_id || '/' || run.rollout end as rollout,
                               b.began_at, s.succeeded_at, f.failed_at, a.again_at,
                               coalesce(d.sha,
                                        (select p.head_sha
                                                  from push p
                                                 where p.repository_id = d.repository_id
                                                   and p.ref = 'refs/tags/' || d.tag
                                                   and p.head_sha is not null
                                                 order by p.pushed_at <= d.created_at desc,
                                                          abs(extract(epoch from p.pushed_at - d.created_at)),
                                                          p.id
                                                 limit 1),
                                        (select t.sha
                                           from tag t
                                          where t.repository_id = d.repository_id and t.name = d.tag)) as sha
                          from deployment d
                          join repository r on r.id = d.repository_id
                          join source on source.name = r.source
                          left join deployment_run run on run.deployment_id = d.id
                         cross join (select case when count(*) = 1 then min(place) end as place
                                       from (select o.id::text as place
                                               from repository o
                                               join source told on told.name = o.source
                                              where o.id = any(:repositories) and told.knows_commits
                                              union
                                             select place from named) known) sole
                         cross join lateral (select min(stated_at) as succeeded_at
                                               from deployment_status
                                              where deployment_id = d.id and state = 'success') s
                         cross join lateral (select min(stated_at) as began_at
                                               from deployment_status
                                              where deployment_id = d.id and state = 'in_progress') b
                         cross join lateral (select min(stated_at) as failed_at
                                               from deployment_status
                                              where deployment_id = d.id and state = 'failure'
                                                and stated_at >= s.succeeded_at) f
                         cross join lateral (select min(stated_at) as again_at
                                               from deployment_status
                                              where deployment_id = d.id and state = 'success'
                                                and stated_at > f.failed_at) a
                         where %s
                           and d.tier = 'production'
                           and s.succeeded_at is not null
                           and not exists (select from taken_out where taken_out.target = d.id)
                        """.formatted(SUCCEEDED_BEFORE, which))
                .param("service", service)
                .param("repositories", about.repositories())
                .param("ids", Texts.ofIds(ids))
                .query(PostgresServiceFacts::attempt)
                .list();
    }

    @Override
    public List<Attempt> rollouts(Collection<UUID> deployments) {
        return deployments.isEmpty() ? List.of() : attempts("""
                        d.service_id = :service
                           and d.id in (select part.deployment_id
                                          from deployment_run run
                                          join deployment_run part on part.rollout = run.rollout
                                         where run.deployment_id = any(:ids::uuid[])
                                         union
                                        select unnest(:ids::uuid[]))""", deployments);
    }

    @Override
    public boolean hasReports() {
        return about.hasReports();
    }

    @Override
    public boolean areUnremarkable(Collection<UUID> deployments, Instant since) {
        return jdbc.sql("""
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
                            select repository_id, word from incident_cause
                        )
                        select not (
                               exists (select from deployment where id = any(:ids::uuid[]) and is_unplanned is not null)
                            or exists (select from standing_verdict where target = any(:ids::uuid[]))
                            or exists (select from counted_incident
                                        where service_id = :service
                                          and opened_at >= :since::timestamptz)
                            or exists (select from cause c
                                        where c.word = any(:ids::text[])
                                           or exists (select from deployment d
                                                       where d.id = any(:ids::uuid[])
                                                         and d.repository_id = c.repository_id and d.external_id = c.word))
                            or exists (select from cause c
                                         join delivered on left(delivered.sha, 7) = left(c.word, 7)
                                        where c.word ~ '^[0-9a-f]{7,64}$')
                            or exists (select from cause c
                                         join change m on c.word ~ '[#!][0-9]{1,18}$'
                                                      and m.repository_id = reference_repository(c.repository_id, c.word)
                                                      and m.number = reference_number(c.word)
                                         join delivered on delivered.sha in (m.merge_commit_sha, m.head_sha))
                            or exists (select from abbreviated
                                         join delivered on left(delivered.sha, 7) = left(abbreviated.word, 7)
                                        where length(abbreviated.word) < length(delivered.sha)))
                        """)
                .param("service", service)
                .param("repositories", about.repositories())
                .param("ids", Texts.ofIds(deployments))
                .param("since", Instants.utc(since))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        String sha = row.getString("sha");
        return new Attempt(
                row.getObject("id", UUID.class),
                PostgresSourceLedger.traits(row),
                row.getString("repository_id"),
                row.getString("external_id"),
                row.getString("environment"),
                sha == null ? null : new CommitSha(sha),
                row.getString("digest"),
                row.getString("rollout"),
                row.getBoolean("is_rollback"),
                Instants.orNull(row, "began_at"),
                Instants.of(row, "succeeded_at"),
                Instants.orNull(row, "failed_at"),
                Instants.orNull(row, "again_at"));
    }

    @Override
    public PushGraph pushes(int deployments) {
        if (!about.hasPushes()) {
            return NoPushes.INSTANCE;
        }
        int readAhead = Math.clamp((long) READ_AHEAD * deployments, READ_AHEAD, READ_AHEAD_AT_MOST);
        return new PostgresPushGraph(jdbc, about.repositories(), readAhead);
    }

    @Override
    public CommitGraph commitGraph() {
        return graph();
    }

    private PostgresCommitGraph graph() {
        if (graph == null) {
            graph = new PostgresCommitGraph(jdbc);
        }
        return graph;
    }

    @Override
    public Map<CommitSha, KnownCommit> commits(Collection<CommitSha> shas) {
        Map<CommitSha, KnownCommit> commits = new HashMap<>();
        List<PostgresCommitGraph.Node> held = held(shas);
        Map<CommitSha, Pushed> pushed =
                pushed(held.stream().map(PostgresCommitGraph.Node::sha).toList());
        for (PostgresCommitGraph.Node node : held) {
            commits.put(
                    node.sha(), pushed.getOrDefault(node.sha(), Pushed.NEVER).commit(node));
        }
        if (commits.size() < shas.size()) {
            stored(shas.stream().filter(sha -> !commits.containsKey(sha)).toList())
                    .forEach(commit -> commits.put(commit.sha(), commit));
        }
        if (about.listsChanges()) {
            List<CommitSha> wanting = shas.stream()
                    .filter(sha -> !commits.containsKey(sha) || commits.get(sha).isCommitted())
                    .toList();
            if (!wanting.isEmpty()) {
                listed(wanting)
                        .forEach(commit ->
                                commits.merge(commit.sha(), commit, (known, told) -> known.writtenAt(told.authorAt())));
            }
        }
        return commits;
    }

    /** Those that a walk has just read from the graph, where nothing else is to be known of them than what pushes say. */
    private List<PostgresCommitGraph.Node> held(Collection<CommitSha> shas) {
        PostgresCommitGraph walked = graph;
        return walked == null || about.isOfPaths()
                ? List.of()
                : shas.stream().map(walked::held).filter(Objects::nonNull).toList();
    }

    /**
     * What pushes say of a commit beside what the graph has.
     *
     * @param firstSeenAt null when none lists it
     */
    private record Pushed(
            @Nullable Instant firstSeenAt,
            boolean isBot,
            @Nullable String author,
            @Nullable CommitSha pickedFrom) {

        static final Pushed NEVER = new Pushed(null, false, null, null);

        KnownCommit commit(PostgresCommitGraph.Node node) {
            return new KnownCommit(
                    node.sha(),
                    node.authorAt(),
                    false,
                    firstSeenAt == null ? node.authorAt() : firstSeenAt,
                    node.isMerge(),
                    isBot,
                    author,
                    KnownCommit.Scope.OWN,
                    pickedFrom);
        }
    }

    private Map<CommitSha, Pushed> pushed(List<CommitSha> shas) {
        Map<CommitSha, Pushed> pushed = new HashMap<>();
        if (!shas.isEmpty()) {
            jdbc.sql("""
                            select distinct on (c.sha) c.sha, c.first_seen_at, c.is_bot, c.author, %s as picked_from
                              from unnest(:shas::text[]) t(sha)
                              join git_commit c on c.repository_id = any(:repositories) and c.sha = t.sha
                             order by c.sha, c.first_seen_at, c.repository_id
                            """.formatted(PICKED_FROM))
                    .param("repositories", about.repositories())
                    .param("shas", Texts.ofShas(shas))
                    .query((ResultSet row) -> {
                        pushed.put(
                                new CommitSha(row.getString("sha")),
                                new Pushed(
                                        Instants.orNull(row, "first_seen_at"),
                                        row.getBoolean("is_bot"),
                                        row.getString("author"),
                                        pickedFrom(row)));
                    });
        }
        return pushed;
    }

    private List<KnownCommit> stored(List<CommitSha> shas) {
        return jdbc.sql("""
                        select t.sha,
                               coalesce(g.author_at, c.author_at) as author_at,
                               g.sha is null and c.author_at_rank = 3 as is_committed,
                               coalesce(c.first_seen_at, g.author_at, c.author_at) as first_seen_at,
                               coalesce(cardinality(g.parents) > 1, %s) as is_merge,
                               coalesce(c.is_bot, false) as is_bot,
                               c.author,
                               %s as picked_from,
                               %s as touches
                          from unnest(:shas::text[]) t(sha)
                          left join graph_commit g on g.sha = t.sha
                          left join (select distinct on (c.sha) c.*
                                       from unnest(:shas::text[]) t(sha)
                                       join git_commit c on c.repository_id = any(:repositories) and c.sha = t.sha
                                      order by c.sha, c.author_at_rank = 3, c.first_seen_at, c.repository_id) c on c.sha = t.sha
                         where g.sha is not null or c.sha is not null
                        """.formatted(Merges.IS_MERGE, PICKED_FROM, touches("t.sha")))
                .param("service", service)
                .param("repositories", about.repositories())
                .param("shas", Texts.ofShas(shas))
                .query(PostgresServiceFacts::commit)
                .list();
    }

    /** Those that only a list of a change tells of: they were there when it was merged. */
    private List<KnownCommit> listed(Collection<CommitSha> shas) {
        return jdbc.sql("""
                        select told.sha, min(told.author_at) as author_at, false as is_committed,
                               coalesce(min(list.merged_at), min(told.author_at)) as first_seen_at,
                               false as is_merge, false as is_bot, null as author, null as picked_from,
                               %s as touches
                          from change_list list
                         cross join unnest(list.shas, list.author_at) told (sha, author_at)
                         where list.repository_id = any(:repositories)
                           and list.shas && :shas::text[]
                           and told.sha = any(:shas::text[])
                         group by told.sha
                        """.formatted(touches("told.sha")))
                .param("service", service)
                .param("repositories", about.repositories())
                .param("shas", Texts.ofShas(shas))
                .query(PostgresServiceFacts::commit)
                .list();
    }

    private String touches(String sha) {
        return about.isOfPaths() ? "touches(:service, " + sha + ")" : "true or :service = 0";
    }

    private static KnownCommit commit(ResultSet row, int number) throws SQLException {
        return new KnownCommit(
                new CommitSha(row.getString("sha")),
                Instants.of(row, "author_at"),
                row.getBoolean("is_committed"),
                Instants.of(row, "first_seen_at"),
                row.getBoolean("is_merge"),
                row.getBoolean("is_bot"),
                row.getString("author"),
                scope(row.getObject("touches", Boolean.class)),
                pickedFrom(row));
    }

    private static @Nullable CommitSha pickedFrom(ResultSet row) throws SQLException {
        String pickedFrom = row.getString("picked_from");
        return pickedFrom == null ? null : new CommitSha(pickedFrom);
    }

    private static KnownCommit.Scope scope(@Nullable Boolean touches) {
        if (touches == null) {
            return KnownCommit.Scope.UNKNOWN;
        }
        return touches ? KnownCommit.Scope.OWN : KnownCommit.Scope.FOREIGN;
    }

    @Override
    public List<MergedChange> changesMergedAs(Collection<CommitSha> shas) {
        return changes.mergedAs(shas);
    }

    @Override
    public List<MergedChange> changesHeadedAt(Collection<CommitSha> heads) {
        return changes.headedAt(heads);
    }

    @Override
    public EarlierDeliveries earlierDeliveries() {
        boolean isAnyUncertain = jdbc.sql(
                        "select exists (select from delivered_commit where service_id = :service and not is_certain)")
                .param("service", service)
                .query((row, _) -> row.getBoolean(1))
                .single();
        return new EarlierDeliveries() {
            @Override
            public Set<CommitSha> certain(Collection<CommitSha> shas) {
                return delivered(shas, "d.is_certain");
            }

            @Override
            public Set<CommitSha> possible(Collection<CommitSha> shas) {
                return isAnyUncertain ? delivered(shas, "not d.is_certain") : Set.of();
            }
        };
    }

    /** @param certainty as text, for a parameter would keep the index of the few uncertain ones from being used */
    private Set<CommitSha> delivered(Collection<CommitSha> shas, String certainty) {
        return new HashSet<>(jdbc.sql("""
                        select t.sha
                          from unnest(:shas::text[]) t(sha)
                         cross join lateral (select             -- by the index: a join would read the whole service
                                               from delivered_commit d
                                              where d.service_id = :service
                                                and d.sha = t.sha
                                                and %s
                                                and d.delivered_as is null
                                              limit 1) known
                        """.formatted(certainty))
                .param("service", service)
                .param("shas", Texts.ofShas(shas))
                .query(PostgresServiceFacts::sha)
                .list());
    }

    @Override
    public HiddenCommits hidden() {
        if (!about.hidesCommits()) {
            return HiddenCommits.none();
        }
        List<HiddenCommits.Reached> reached = jdbc.sql("""
                        select first.deployment_id, first.push_id, first.until
                          from reached_push first
                          join deployment_fact fact on fact.deployment_id = first.deployment_id
                         where fact.service_id = :service
                        """)
                .param("service", service)
                .query((row, _) -> new HiddenCommits.Reached(
                        row.getObject("deployment_id", UUID.class),
                        row.getObject("push_id", UUID.class),
                        Instants.of(row, "until")))
                .list();
        return HiddenCommits.after(
                reached,
                shas -> commits(shas).values().stream()
                        .collect(Collectors.toMap(KnownCommit::sha, KnownCommit::authorAt)));
    }

    @Override
    public Set<CommitSha> sampledOrigins(Collection<CommitSha> origins, @Nullable UUID except) {
        return sampled(origins, except, "d.is_certain");
    }

    @Override
    public Set<CommitSha> sampledElsewhere(Collection<CommitSha> fresh, @Nullable UUID except) {
        return sampled(fresh, except, "d.delivered_as is not null");
    }

    /** @param delivered which deliveries of the commits themselves count: a condition of the two callers, never a value */
    private Set<CommitSha> sampled(Collection<CommitSha> origins, @Nullable UUID except, String delivered) {
        return new HashSet<>(jdbc.sql("""
                        select t.sha
                          from unnest(:origins::text[]) t(sha)
                         where exists (select 1
                                         from delivered_commit d
                                        where d.service_id = :service
                                          and d.origin_sha = t.sha
                                          and d.origin_sha <> d.sha
                                          and d.lead_seconds is not null
                                          and d.deployment_id is distinct from :except::uuid)
                            or exists (select 1
                                         from delivered_commit d
                                        where d.service_id = :service
                                          and d.sha = t.sha
                                          and %s
                                          and d.deployment_id is distinct from :except::uuid)
                        """.formatted(delivered))
                .param("service", service)
                .param("origins", Texts.ofShas(origins))
                .param("except", except)
                .query(PostgresServiceFacts::sha)
                .list());
    }

    private static CommitSha sha(ResultSet row, int number) throws SQLException {
        return new CommitSha(row.getString(1));
    }

    @Override
    public List<Remedy> remedies(AttributionOptions.Bugs bugs) {
        return new PostgresRemedies(jdbc, service, about.repositories(), null).all(bugs);
    }

    @Override
    public List<Remedy> remedies(AttributionOptions.Bugs bugs, Collection<UUID> deployments) {
        return new PostgresRemedies(jdbc, service, about.repositories(), deployments).all(bugs);
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
                        """).param("service", service).query((ResultSet row) -> {
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
        return new PostgresIncidents(jdbc, service).all();
    }
}
