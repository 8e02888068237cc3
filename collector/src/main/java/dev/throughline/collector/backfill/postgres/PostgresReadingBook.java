package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.backfill.ForgeRepository;
import dev.throughline.collector.backfill.Item;
import dev.throughline.collector.backfill.Memory;
import dev.throughline.collector.backfill.ReadingBook;
import dev.throughline.collector.backfill.Unit;
import dev.throughline.engine.postgres.Instants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps it in the tables {@code history_object} and {@code history_chapter}. */
final class PostgresReadingBook implements ReadingBook {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final BackfillRows rows;

    PostgresReadingBook(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new BackfillRows(jdbc);
    }

    @Override
    public boolean identify(Unit unit, ForgeRepository repository) {
        return jdbc.sql("""
                        update backfill_repository one
                           set kind = :kind, host = :host, external_id = :external
                          from backfill b
                         where b.id = one.backfill_id and one.backfill_id = :id and one.position = :position
                           and (b.cause = 'asked' or one.external_id is null or one.external_id = :external)
                        """)
                        .param("kind", repository.source())
                        .param("host", repository.host())
                        .param("external", repository.externalId())
                        .param("id", unit.backfill())
                        .param("position", unit.position())
                        .update()
                > 0;
    }

    @Override
    public ForgeRepository identified(Unit unit) {
        return jdbc.sql("""
                        select kind, host, external_id, name
                          from backfill_repository
                         where backfill_id = :id and position = :position
                        """)
                .param("id", unit.backfill())
                .param("position", unit.position())
                .query((row, _) -> new ForgeRepository(
                        row.getString("kind"),
                        row.getString("host"),
                        row.getString("external_id"),
                        row.getString("name")))
                .single();
    }

    @Override
    public void read(Unit unit, ForgeRepository repository, Chapter chapter, List<Item> items, int requests) {
        // if a list shows one twice, the later one is newer
        Map<String, Item> byObject = new LinkedHashMap<>();
        items.forEach(item -> byObject.put(item.object(), item));
        List<Item> all = List.copyOf(byObject.values());
        transaction.executeWithoutResult(_ -> {
            // if this is lost, some of it is read again: deliveries are durable by now
            jdbc.sql("set local synchronous_commit = off").update();
            jdbc.sql("""
                            insert into history_object as known (source, repository, chapter, object, version, size, backfill_id)
                            select :source, :repository, :chapter, told.object, told.version, told.size, :backfill
                              from unnest(:object::text[], :version::text[], :size::integer[]) as told (object, version, size)
                             order by told.object
                                on conflict (source, repository, chapter, object) do update
                               set version = excluded.version, size = excluded.size, backfill_id = excluded.backfill_id
                            """)
                    .param("source", unit.source())
                    .param("repository", repository.key())
                    .param("chapter", word(chapter))
                    .param("backfill", unit.backfill())
                    .param("object", all.stream().map(Item::object).toArray(String[]::new))
                    .param("version", all.stream().map(Item::version).toArray(String[]::new))
                    .param("size", all.stream().map(Item::size).toArray(Integer[]::new))
                    .update();
            rows.count(unit.backfill(), requests);
        });
    }

    @Override
    public void finished(Unit unit, ForgeRepository repository, Chapter chapter) {
        jdbc.sql("""
                        -- a reading that does not reach back to the last one leaves a gap: it does not count as one to go on from
                        insert into history_chapter as known (source, repository, chapter, is_complete, complete_since, read_at)
                        select :source, :repository, :chapter, true, b.since, b.started_at from backfill b where b.id = :id
                            on conflict (source, repository, chapter) do update
                           set ends_at = case when known.is_complete and excluded.complete_since > known.read_at then known.ends_at
                                              else coalesce(known.starts_at, known.ends_at) end,
                               starts_at = null,
                               is_complete = true,
                               complete_since = case when known.is_complete and excluded.complete_since > known.read_at
                                                     then known.complete_since
                                                     when known.is_complete
                                                     then case when known.complete_since is null or excluded.complete_since is null then null
                                                               else least(known.complete_since, excluded.complete_since) end
                                                     else excluded.complete_since end,
                               read_at = case when known.is_complete and excluded.complete_since > known.read_at then known.read_at
                                              else excluded.read_at end
                        """)
                .param("source", unit.source())
                .param("repository", repository.key())
                .param("chapter", word(chapter))
                .param("id", unit.backfill())
                .update();
    }

    @Override
    public Optional<Complete> complete(String source, ForgeRepository repository, Chapter chapter) {
        return jdbc.sql("""
                        select complete_since, read_at
                          from history_chapter
                         where source = :source and repository = :repository and chapter = :chapter and is_complete
                        """)
                .param("source", source)
                .param("repository", repository.key())
                .param("chapter", word(chapter))
                .query((row, _) -> new Complete(Instants.orNull(row, "complete_since"), Instants.of(row, "read_at")))
                .optional();
    }

    @Override
    public Memory memory(Unit unit, ForgeRepository repository, Chapter chapter) {
        return new PostgresMemory(jdbc, unit.source(), repository.key(), word(chapter), unit.since());
    }

    @Override
    public List<String> unknownHeads(Unit unit, ForgeRepository repository, int limit) {
        return jdbc.sql("""
                        select d.sha
                          from repository r
                          join deployment d on d.repository_id = r.id
                         where r.source = :kind and r.host = :host and r.external_id = :external
                           and d.sha is not null
                           and not exists (select from graph_commit g where g.sha = d.sha)
                           and not exists (select from history_object tried
                                            where tried.source = :source and tried.repository = :repository
                                              and tried.chapter = 'heads' and tried.object = d.sha
                                              and tried.backfill_id = :backfill)
                         group by d.sha
                         order by max(d.created_at) desc, d.sha   -- the newest of a branch leads to the others
                         limit :limit
                        """)
                .param("source", unit.source())
                .param("repository", repository.key())
                .param("backfill", unit.backfill())
                .param("kind", repository.source())
                .param("host", repository.host())
                .param("external", repository.externalId())
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public void headLookedFor(Unit unit, ForgeRepository repository, String sha) {
        jdbc.sql("""
                        insert into history_object as known (source, repository, chapter, object, version, size, backfill_id)
                        values (:source, :repository, 'heads', :sha, '', 1, :backfill)
                            on conflict (source, repository, chapter, object) do update set backfill_id = excluded.backfill_id
                        """)
                .param("source", unit.source())
                .param("repository", repository.key())
                .param("sha", sha)
                .param("backfill", unit.backfill())
                .update();
    }

    private static String word(Chapter chapter) {
        return chapter.name().toLowerCase(Locale.ROOT);
    }
}
