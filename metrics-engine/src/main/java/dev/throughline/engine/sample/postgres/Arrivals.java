package dev.throughline.engine.sample.postgres;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of queries that ask what deployments of a service delivered. */
final class Arrivals {

    /** What a change or commit was delivered by: surely first, and not by the initial deployment, which remedies nothing. */
    static final String DELIVERED = """
            delivered as (
                select dc.deployment_id, dc.sha, dc.change_id
                  from delivered_commit dc
                  join deployment_fact f on f.deployment_id = dc.deployment_id
                 where dc.service_id = :service and dc.is_first and f.kind <> 'initial'
                   and (:ids::uuid[] is null or dc.deployment_id = any(:ids::uuid[]))
            )
            """;

    private Arrivals() {}

    /**
     * What changes arrived by: the commit that each ended in, or its own by another way. Asked only for the few that it may matter of, for a
     * service delivers very many.
     *
     * @param sought conditions of {@code c}, of change, of which an index has the changes that meet them; never values
     */
    static String of(String... sought) {
        return """
                sought as materialized (
                    %s
                ), arrivals as (
                    select told.change_id, told.deployment_id
                      from (select sought.id as change_id, d.deployment_id
                              from sought
                              join delivered d on d.sha = sought.merge_commit_sha
                             union
                            select sought.id, d.deployment_id
                              from sought
                              join delivered d on d.change_id = sought.id) told
                      join deployment_fact f on f.deployment_id = told.deployment_id
                     where told.change_id <> all(f.changes_again)
                )
                """.formatted(Stream.of(sought)
                .map(
                        "select c.id, c.merge_commit_sha from change c where c.repository_id = any(:repositories) and %s"
                                ::formatted)
                .collect(Collectors.joining(" union ")));
    }
}
