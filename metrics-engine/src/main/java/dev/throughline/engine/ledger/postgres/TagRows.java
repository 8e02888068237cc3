package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Tag;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which commits tags name. */
final class TagRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final Due due;

    /** @param name without {@code refs/tags/} */
    record Named(long repository, String name) {}

    TagRows(JdbcClient jdbc, BatchRepositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    /** The newest statement wins. The same statement read differently replaces itself. */
    void merge(List<Tag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        noteDue(jdbc.sql("""
                        insert into tag as known (repository_id, name, sha, stated_at, stated_by)
                        select distinct on (repository_id, name) *
                          from unnest(
                                   :repository::bigint[], :name::text[], :sha::text[], :stated_at::timestamptz[], :stated_by::text[]
                               ) as told (repository_id, name, sha, stated_at, stated_by)
                         order by repository_id, name, stated_at desc, stated_by collate "C" desc, sha collate "C"
                            on conflict (repository_id, name) do update
                           set sha = excluded.sha, stated_at = excluded.stated_at, stated_by = excluded.stated_by
                         where (excluded.stated_at, excluded.stated_by collate "C") >= (known.stated_at, known.stated_by collate "C")
                           and excluded is distinct from known
                        returning repository_id, name
                        """)
                .param("repository", Column.of(tags, tag -> repositories.id(tag.repository())))
                .param("name", Column.of(tags, Tag::name))
                .param("sha", Column.of(tags, Tag::commit))
                .param("stated_at", Column.of(tags, tag -> tag.statement().at()))
                .param("stated_by", Column.of(tags, tag -> tag.statement().by()))
                .query((row, _) -> new Named(row.getLong("repository_id"), row.getString("name")))
                .list());
    }

    /** A deployment of a tag is one of the commit that the tag names. */
    void noteDue(List<Named> tags) {
        if (tags.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        select d.service_id, d.id
                          from unnest(:repository::bigint[], :tag::text[]) as told (repository_id, tag)
                          join deployment d on d.repository_id = told.repository_id and d.tag = told.tag
                         where d.service_id is not null
                        """)
                .param("repository", Column.of(tags, Named::repository))
                .param("tag", Column.of(tags, Named::name))
                .query((ResultSet row) -> {
                    due.deployment(row.getLong("service_id"), row.getObject("id", UUID.class));
                });
    }
}
