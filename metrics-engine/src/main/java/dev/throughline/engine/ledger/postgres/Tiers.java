package dev.throughline.engine.ledger.postgres;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What environments are for, as the first deployment says of which the source says so: it counts for all others of the same environment
 * and repository of which it does not. Made before deployments change, asked after it.
 */
final class Tiers {

    private final JdbcClient jdbc;
    private final Due due;
    private final @Nullable String[] ids;
    private final List<Place> before;

    /** An environment of a repository. */
    private record Place(long repository, String environment) {}

    /** @param ids the deployments that are about to change */
    Tiers(JdbcClient jdbc, Due due, @Nullable String[] ids) {
        this.jdbc = jdbc;
        this.due = due;
        this.ids = ids;
        this.before = deciding();
    }

    /** What the source says about an environment; null when it says nothing: a condition of SQL, never a value. */
    static String saidOf(String repository, String environment) {
        return first("said_tier", repository, environment);
    }

    private static String first(String column, String repository, String environment) {
        return """
                (select saying.%s
                   from deployment saying
                  where saying.repository_id = %s and saying.environment = %s and saying.said_tier is not null
                  order by saying.created_at, saying.id
                  limit 1)""".formatted(column, repository, environment);
    }

    /** The environments of which one of the deployments is the first to say something. */
    private List<Place> deciding() {
        return jdbc.sql("""
                        select distinct d.repository_id, d.environment
                          from unnest(:ids::uuid[]) told (id)
                          join deployment d on d.id = told.id
                         where d.said_tier is not null
                           and d.id = %s
                        """.formatted(first("id", "d.repository_id", "d.environment")))
                .param("ids", ids)
                .query((row, _) -> new Place(row.getLong("repository_id"), row.getString("environment")))
                .list();
    }

    /** Gives the other deployments what is said now. */
    void spread() {
        List<Place> places = new ArrayList<>(before);
        places.addAll(deciding());
        if (places.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with now as materialized (
                            select d.id, coalesce(%s, d.named_tier) as source_tier
                              from (select distinct *
                                      from unnest(:repository::bigint[], :environment::text[]) said (repository_id, environment)) place
                              join deployment d on d.repository_id = place.repository_id and d.environment = place.environment
                             where d.said_tier is null and d.named_tier is not null
                        )
                        update deployment known
                           set source_tier = now.source_tier, tier = tier_of(known.environment, now.source_tier)
                          from now
                         where known.id = now.id and known.source_tier <> now.source_tier
                        returning known.service_id, known.id
                        """.formatted(saidOf("d.repository_id", "d.environment")))
                .param("repository", Column.of(places, Place::repository))
                .param("environment", Column.of(places, Place::environment))
                .query((ResultSet row) -> {
                    long service = row.getLong("service_id");
                    if (!row.wasNull()) {
                        due.deployment(service, row.getObject("id", UUID.class));
                    }
                });
    }
}
