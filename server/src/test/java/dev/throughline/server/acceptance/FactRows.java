package dev.throughline.server.acceptance;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The rows of the tables of facts, by what names them. Numbers that a database gave stand for what they mean. */
final class FactRows {

    /** Tables with what names a row, beside its repository. */
    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("repository", "t.external_id"),
            Map.entry("change", "t.id"),
            Map.entry("change_commits", "concat(t.change_id, ' ', t.head_sha)"),
            Map.entry("deployment", "t.id"),
            Map.entry("deployment_status", "concat(t.deployment_id, ' ', t.external_id)"),
            Map.entry("deployment_run", "t.deployment_id"),
            Map.entry("incident", "t.id"),
            Map.entry("incident_comment", "concat(t.incident_id, ' ', t.external_id)"),
            Map.entry("git_commit", "t.sha"),
            Map.entry("graph_commit", "t.sha"),
            Map.entry("tag", "t.name"));

    private FactRows() {}

    /** By table and key. */
    static Map<String, Map<String, JsonNode>> of(FullServer server) {
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(server.databaseUrl()));
        Map<String, Map<String, JsonNode>> tables = new TreeMap<>();
        TABLES.forEach((table, key) -> tables.put(table, rows(jdbc, table, key)));
        return tables;
    }

    private static Map<String, JsonNode> rows(JdbcClient jdbc, String table, String key) {
        Map<String, JsonNode> rows = new TreeMap<>();
        jdbc.sql("""
                        select concat(coalesce(repository.external_id, ''), ' ', %s) as key,
                               (whole.row - 'repository_id' - 'service_id' - (case when '%s' in ('repository', 'graph_commit') then 'id' else '' end))
                               || jsonb_build_object('repository', repository.external_id, 'service', service.name) as row
                          from %s t
                         cross join lateral (select to_jsonb(t) as row) whole
                          left join repository on repository.id = (whole.row ->> 'repository_id')::bigint
                          left join service on service.id = (whole.row ->> 'service_id')::bigint
                         -- a time that gives way to any better known is compared by what comes of it
                         where whole.row ->> 'external_id' is distinct from 'history'
                        """.formatted(key, table, table))
                .query((row, _) -> rows.put(row.getString("key"), FullServer.JSON.readTree(row.getString("row"))))
                .list();
        return rows;
    }
}
