package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.FilesBook;
import dev.throughline.collector.backfill.ForgeRepository;
import dev.throughline.collector.backfill.Unit;
import dev.throughline.engine.postgres.Instants;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps it in the table {@code history_object}, as its chapter {@code files}; what is missing follows from the facts. */
final class PostgresFilesBook implements FilesBook {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final BackfillRows rows;

    PostgresFilesBook(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new BackfillRows(jdbc);
    }

    @Override
    public List<String> missing(Unit unit, ForgeRepository repository, int limit) {
        return jdbc.sql("""
                        with parted as materialized (
                            select r.id
                              from repository r
                             where r.source = :kind and r.host = :host and r.external_id = :external
                               and exists (select from service_repository kept
                                             join service on service.id = kept.service_id
                                            where kept.repository_id = r.id and service.paths <> '{}')
                        ), reach as (
                            select min(coalesce(since, '-infinity')) as since
                              from (select :since::timestamptz as since
                                     union all
                                    select complete_since
                                      from history_chapter
                                     where source = :source and repository = :repository and chapter = 'commits' and is_complete) asked
                        ), told as (
                            select c.sha, coalesce(g.committer_at, c.first_seen_at, c.author_at) as at
                              from parted
                              join git_commit c on c.repository_id = parted.id
                              left join graph_commit g on g.sha = c.sha
                             where not coalesce(cardinality(g.parents) > 1, c.is_merge)
                             union all
                            select own.sha, list.merged_at
                              from parted
                              join change_list list on list.repository_id = parted.id and list.merged_at is not null
                             cross join unnest(list.shas) own (sha)
                              left join graph_commit g on g.sha = own.sha
                             where coalesce(cardinality(g.parents), 1) < 2
                        )
                        select sha
                          from told
                         where at >= (select since from reach)
                           and not exists (select from commit_path known where known.sha = told.sha)
                           and not exists (select from history_object tried
                                            where tried.source = :source and tried.repository = :repository
                                              and tried.chapter = 'files' and tried.object = told.sha
                                              and (tried.backfill_id = :backfill
                                                   or tried.version = 'cut_off'
                                                   or tried.version = 'absent'
                                                  and (select cause from backfill where id = :backfill) <> 'asked'))
                         group by sha
                         order by max(at) desc, sha
                         limit :limit
                        """)
                .param("kind", repository.source())
                .param("host", repository.host())
                .param("external", repository.externalId())
                .param("source", unit.source())
                .param("repository", repository.key())
                .param("since", Instants.utcOrNull(unit.since()))
                .param("backfill", unit.backfill())
                .param("limit", limit)
                .query((row, _) -> row.getString("sha"))
                .list();
    }

    @Override
    public int requests(Unit unit, ForgeRepository repository) {
        return jdbc.sql("""
                        select coalesce(sum(size), 0)
                          from history_object
                         where backfill_id = :backfill and repository = :repository and chapter = 'files'
                        """)
                .param("backfill", unit.backfill())
                .param("repository", repository.key())
                .query(Integer.class)
                .single();
    }

    @Override
    public void asked(Unit unit, ForgeRepository repository, List<Asked> commits, int requests) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("""
                            insert into history_object as known (source, repository, chapter, object, version, size, backfill_id)
                            select :source, :repository, 'files', asked.sha, asked.outcome, asked.requests, :backfill
                              from unnest(:shas::text[], :outcomes::text[], :requests::integer[]) as asked (sha, outcome, requests)
                             order by asked.sha
                                on conflict (source, repository, chapter, object) do update
                               set version = excluded.version, size = excluded.size, backfill_id = excluded.backfill_id
                            """)
                    .param("source", unit.source())
                    .param("repository", repository.key())
                    .param("backfill", unit.backfill())
                    .param("shas", commits.stream().map(Asked::sha).toArray(String[]::new))
                    .param(
                            "outcomes",
                            commits.stream()
                                    .map(one -> one.outcome().name().toLowerCase(Locale.ROOT))
                                    .toArray(String[]::new))
                    .param("requests", commits.stream().map(Asked::requests).toArray(Integer[]::new))
                    .update();
            rows.count(unit.backfill(), requests);
        });
    }
}
