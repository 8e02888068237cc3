package dev.throughline.engine.sample.postgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Frequently needed properties of a service.
 *
 * @param isOfPaths whether it is a part of its repositories
 * @param hasReports whether its deployments are reported
 * @param listsChanges whether lists have the commits of changes, which pushes and graph may not know
 * @param hasPushes whether any push is known
 * @param hidesCommits whether a push brought more commits than it lists
 */
record ServiceAbout(
        long service,
        Long[] repositories,
        boolean isOfPaths,
        boolean hasReports,
        boolean listsChanges,
        boolean hasPushes,
        boolean hidesCommits) {

    static ServiceAbout read(JdbcClient jdbc, long service) {
        return jdbc.sql("""
                        select history.repositories,
                               exists (select from service where id = :service and paths <> '{}') as is_of_paths,
                               exists (select from repository
                                         join source on source.name = repository.source
                                        where repository.id = any(history.repositories)
                                          and not source.knows_commits) as has_reports,
                               exists (select from change_commits
                                        where repository_id = any(history.repositories)) as lists_changes,
                               exists (select from push
                                        where repository_id = any(history.repositories)) as has_pushes,
                               exists (select from push
                                        where repository_id = any(history.repositories)
                                          and is_truncated) as hides_commits
                          from (select array(select repository_id from service_history where service_id = :service) as repositories
                                offset 0) history
                        """)
                .param("service", service)
                .query((row, _) -> new ServiceAbout(
                        service,
                        (Long[]) row.getArray("repositories").getArray(),
                        row.getBoolean("is_of_paths"),
                        row.getBoolean("has_reports"),
                        row.getBoolean("lists_changes"),
                        row.getBoolean("has_pushes"),
                        row.getBoolean("hides_commits")))
                .single();
    }
}
