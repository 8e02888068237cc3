package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.EarlierDeliveries;
import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.KeptDeliveries;
import dev.throughline.engine.sample.KnownCommit;
import dev.throughline.engine.sample.KnownCommits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the deployments of one service delivered, according to its samples. */
final class PostgresKeptDeliveries implements KeptDeliveries {

    private final JdbcClient jdbc;
    private final ServiceAbout about;
    private final KnownCommits commits;

    PostgresKeptDeliveries(JdbcClient jdbc, ServiceAbout about, KnownCommits commits) {
        this.jdbc = jdbc;
        this.about = about;
        this.commits = commits;
    }

    @Override
    public EarlierDeliveries earlier() {
        boolean isAnyUncertain = jdbc.sql(
                        "select exists (select from delivered_commit where service_id = :service and not is_certain)")
                .param("service", about.service())
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

    /** @param certainty as text, because a parameter would keep the index of the few uncertain ones from being used */
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
                .param("service", about.service())
                .param("shas", Texts.ofShas(shas))
                .query(PostgresKeptDeliveries::sha)
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
                .param("service", about.service())
                .query((row, _) -> new HiddenCommits.Reached(
                        row.getObject("deployment_id", UUID.class),
                        row.getObject("push_id", UUID.class),
                        Instants.of(row, "until")))
                .list();
        return HiddenCommits.after(
                reached,
                shas -> commits.of(shas).values().stream()
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
                .param("service", about.service())
                .param("origins", Texts.ofShas(origins))
                .param("except", except)
                .query(PostgresKeptDeliveries::sha)
                .list());
    }

    private static CommitSha sha(ResultSet row, int number) throws SQLException {
        return new CommitSha(row.getString(1));
    }
}
