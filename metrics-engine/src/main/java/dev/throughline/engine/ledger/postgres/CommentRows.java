package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.IncidentComment;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Comments on issues, as far as they declare causes. */
final class CommentRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final Due due;

    CommentRows(JdbcClient jdbc, BatchRepositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    /** The newest statement wins as a whole. Once deleted stays deleted. The known incidents become due. */
    void merge(List<IncidentComment> comments) {
        if (comments.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with changed as (
                        insert into incident_comment as known (
                                   repository_id, external_id, incident_id, causes, is_deleted, stated_at, stated_by)
                        select distinct on (repository_id, external_id)
                               repository_id, external_id, incident_id, causes::text[],
                               bool_or(is_deleted) over (partition by repository_id, external_id), stated_at, stated_by
                          from unnest(
                                   :repository::bigint[], :external_id::text[], :incident::uuid[], :causes::text[],
                                   :is_deleted::boolean[], :stated_at::timestamptz[], :stated_by::text[]
                               ) as told (
                                   repository_id, external_id, incident_id, causes,
                                   is_deleted, stated_at, stated_by)
                         order by repository_id, external_id, stated_at desc, stated_by collate "C" desc
                            on conflict (repository_id, external_id) do update
                           set (causes, stated_at, stated_by) = (
                               select newest.causes, newest.stated_at, newest.stated_by
                                 from (select 1 as turn, excluded.* union all select 2, known.*) newest
                                order by newest.stated_at desc, newest.stated_by collate "C" desc, newest.turn
                                limit 1),
                               is_deleted = known.is_deleted or excluded.is_deleted
                         where (excluded.stated_at, excluded.stated_by collate "C") >= (known.stated_at, known.stated_by collate "C")
                               and excluded is distinct from known
                            or excluded.is_deleted and not known.is_deleted
                        returning incident_id)
                        select incident.id from changed join incident on incident.id = changed.incident_id
                        """)
                .param("repository", Column.of(comments, comment -> repositories.id(comment.repository())))
                .param("external_id", Column.of(comments, IncidentComment::externalId))
                .param("incident", Column.of(comments, IncidentComment::incidentId))
                .param("causes", Column.of(comments, IncidentComment::causes))
                .param("is_deleted", Column.of(comments, IncidentComment::isDeleted))
                .param(
                        "stated_at",
                        Column.of(comments, comment -> comment.statement().at()))
                .param(
                        "stated_by",
                        Column.of(comments, comment -> comment.statement().by()))
                .query((ResultSet row) -> due.incident(row.getObject("id", UUID.class)));
    }
}
