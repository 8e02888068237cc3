package dev.throughline.collector.history.postgres;

import dev.throughline.collector.history.Memory;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of one chapter of one repository. */
record PostgresMemory(JdbcClient jdbc, String source, String repository, String chapter) implements Memory {

    @Override
    public boolean isKnown(String object, String version) {
        return jdbc.sql("""
                        select exists (select from history_object
                                        where source = :source and repository = :repository and chapter = :chapter
                                          and object = :object and version = :version)
                        """)
                .param("source", source)
                .param("repository", repository)
                .param("chapter", chapter)
                .param("object", object)
                .param("version", version)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<String> start() {
        return place("starts_at");
    }

    @Override
    public Optional<String> end() {
        return place("ends_at");
    }

    private Optional<String> place(String column) {
        return jdbc.sql("""
                        select starts_at, ends_at
                          from history_chapter
                         where source = :source and repository = :repository and chapter = :chapter
                        """)
                .param("source", source)
                .param("repository", repository)
                .param("chapter", chapter)
                .query((row, _) -> Optional.ofNullable(row.getString(column)))
                .optional()
                .flatMap(found -> found);
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
    public boolean areCommitsKnown(List<String> shas) {
        return jdbc.sql("""
                        select not exists (select from unnest(:shas::text[]) asked (sha)
                                            where not exists (select from graph_commit known where known.sha = asked.sha))
                        """)
                .param("shas", shas.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }
}
