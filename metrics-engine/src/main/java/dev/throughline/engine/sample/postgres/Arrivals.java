package dev.throughline.engine.sample.postgres;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of queries for what deployments of a service delivered. */
final class Arrivals {

    /**
     * What delivered a change or commit: certainly first, and not the initial deployment, which remedies nothing.
     *
     * @param areSome whether only the deployments {@code :ids}; as a condition of its own, for a plan made once would read all of the service
     */
    static String delivered(boolean areSome) {
        return """
                delivered as (
                    select dc.deployment_id, dc.sha, dc.change_id
                      from delivered_commit dc
                      join deployment_fact f on f.deployment_id = dc.deployment_id
                     where dc.service_id = :service and dc.is_first and f.kind <> 'initial'
                       and %s
                )
                """.formatted(areSome ? "dc.deployment_id = any(:ids::uuid[])" : "true");
    }

    private Arrivals() {}

    /**
     * How changes arrived: as the commit that each resulted in, or as its own in another way. Queried only for the few for which it may
     * matter, because a service delivers very many.
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
