package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.Memory;
import dev.throughline.engine.postgres.Instants;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is known about one chapter of one repository.
 *
 * @param since how far back to read; null for everything
 */
record PostgresMemory(
        JdbcClient jdbc,
        String source,
        String repository,
        String chapter,
        @Nullable Instant since) implements Memory {

    @Override
    public Set<String> known(Map<String, String> versions) {
        List<Map.Entry<String, String>> asked = List.copyOf(versions.entrySet());
        return jdbc.sql("""
                        select known.object
                          from unnest(:objects::text[], :versions::text[]) as asked (object, version)
                          join history_object known
                            on known.source = :source and known.repository = :repository and known.chapter = :chapter
                           and known.object = asked.object and known.version = asked.version
                        """)
                .param("source", source)
                .param("repository", repository)
                .param("chapter", chapter)
                .param("objects", asked.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param("versions", asked.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .query((row, _) -> row.getString("object"))
                .set();
    }

    @Override
    public Optional<String> start() {
        return jdbc.sql("""
                        select starts_at
                          from history_chapter
                         where source = :source and repository = :repository and chapter = :chapter and starts_at is not null
                        """)
                .param("source", source)
                .param("repository", repository)
                .param("chapter", chapter)
                .query((row, _) -> row.getString("starts_at"))
                .optional();
    }

    @Override
    public Optional<String> end() {
        // a list that was not read as far back as is wanted now must be read again
        return jdbc.sql("""
                        select ends_at
                          from history_chapter
                         where source = :source and repository = :repository and chapter = :chapter
                           and is_complete and ends_at is not null
                           and (complete_since is null or complete_since <= :since::timestamptz)
                        """)
                .param("source", source)
                .param("repository", repository)
                .param("chapter", chapter)
                .param("since", Instants.utcOrNull(since))
                .query((row, _) -> row.getString("ends_at"))
                .optional();
    }

    @Override
    public void startsAt(String start) {
        jdbc.sql("""
                        insert into history_chapter as known (source, repository, chapter, starts_at)
                        values (:source, :repository, :chapter, :start)
                            on conflict (source, repository, chapter) do update set starts_at = excluded.starts_at
                        """)
                .param("source", source)
                .param("repository", repository)
                .param("chapter", chapter)
                .param("start", start)
                .update();
    }

    @Override
    public Set<String> unknownCommits(Collection<String> shas) {
        return jdbc.sql("""
                        select asked.sha
                          from unnest(:shas::text[]) asked (sha)
                         where not exists (select from graph_commit known where known.sha = asked.sha)
                        """)
                .param("shas", shas.toArray(String[]::new))
                .query((row, _) -> row.getString("sha"))
                .set();
    }
}
