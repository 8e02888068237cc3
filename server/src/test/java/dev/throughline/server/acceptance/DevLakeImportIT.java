package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.server.ThroughlineApplication;
import dev.throughline.server.transfer.ImportCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The numbers of a team out of the tables of its DevLake, by the command. */
class DevLakeImportIT {

    private static final String BEGIN = "a".repeat(40);
    private static final String GROW = "1".repeat(40);
    private static final String PICK = "2".repeat(40);
    private static final String MERGE = "3".repeat(40);
    private static final String SQUASH = "4".repeat(40);
    private static final String PEARS = "5".repeat(40);
    private static final String FIX = "6".repeat(40);
    private static final String HOTFIX = "7".repeat(40);
    private static final String API = "8".repeat(40);

    /** Each table with the names of its columns first. */
    private static final Map<String, List<String>> TABLES = Map.of(
            "repos",
            List.of(
                    "id,name,url",
                    "github:GithubRepo:1:1,acme/shop,https://github.com/acme/shop",
                    "github:GithubRepo:1:2,acme/api,https://github.com/acme/api"),
            "project_mapping",
            List.of(
                    "project_name,table,row_id",
                    "shop,cicd_scopes,github:GithubRepo:1:1",
                    "shop,boards,jira:JiraBoard:1:1",
                    "api,cicd_scopes,github:GithubRepo:1:2",
                    "both,cicd_scopes,github:GithubRepo:1:1",
                    "both,cicd_scopes,github:GithubRepo:1:2",
                    "both,boards,jira:JiraBoard:1:3"),
            "cicd_deployment_commits",
            List.of(
                    "id,cicd_deployment_id,cicd_scope_id,result,environment,started_date,finished_date,commit_sha,ref_name,repo_id,repo_url",
                    shop("d1", "SUCCESS", "PRODUCTION", "2026-01-05 12:00:00", BEGIN),
                    shop("d2", "SUCCESS", "PRODUCTION", "2026-01-06 12:00:00", MERGE),
                    shop("d3", "SUCCESS", "PRODUCTION", "2026-01-07 12:00:00", SQUASH),
                    shop("d4", "SUCCESS", "PRODUCTION", "2026-01-07 14:00:00", HOTFIX),
                    shop("d5", "FAILURE", "PRODUCTION", "2026-01-08 12:00:00", HOTFIX),
                    shop("d6", "SUCCESS", "STAGING", "2026-01-05 11:00:00", BEGIN),
                    shop("d7", "SUCCESS", "PRODUCTION", "NULL", HOTFIX),
                    shop("d8", "SUCCESS", "PRODUCTION", "2026-01-08 13:00:00", "main"),
                    // without its repository, as a webhook tells it
                    "e1:x,e1,github:GithubRepo:1:2,SUCCESS,PRODUCTION,NULL,2026-01-05 12:00:00," + API
                            + ",,,https://github.com/acme/api.git"),
            "cicd_deployments",
            List.of("id,url", "d1,https://ci.example.org/runs/1", "version-only,"),
            "pull_requests",
            List.of(
                    "id,base_repo_id,status,title,url,author_id,pull_request_key,created_date,merged_date,merge_commit_sha,head_ref",
                    pull(7, "Add apples", "2026-01-06 10:30:00", "2026-01-06 11:00:00", MERGE, "apples"),
                    pull(
                            8,
                            "\"Sell \"\"pears\"\", at last\"",
                            "2026-01-07 09:00:00",
                            "2026-01-07 11:00:00",
                            SQUASH,
                            "p"),
                    pull(9, "Unbreak it", "2026-01-07 13:10:00", "2026-01-07 13:30:00", HOTFIX, "hotfix/it"),
                    pull(10, "Bad", "2026-01-07 13:10:00", "soon", HOTFIX, "b"),
                    pull(11, "Open", "2026-01-07 13:10:00", "NULL", "", "o")),
            "pull_request_commits",
            List.of(
                    "commit_sha,pull_request_id,commit_authored_date",
                    GROW + ",pr7,2026-01-06 09:00:00",
                    PICK + ",pr7,2026-01-06 10:00:00",
                    PEARS + ",pr8,2026-01-07 08:00:00",
                    // its time is in the table of commits
                    FIX + ",pr9,NULL"),
            "commits",
            List.of(
                    "sha,message,author_name,authored_date,committed_date",
                    commit(BEGIN, "Begin", "2026-01-05 08:00:00"),
                    commit(GROW, "\"Grow, and\n\n\"\"care\"\"\"", "2026-01-06 09:00:00"),
                    commit(PICK, "Pick", "2026-01-06 10:00:00"),
                    commit(MERGE, "Merge pull request #7 from acme/apples", "2026-01-06 11:00:00"),
                    commit(SQUASH, "Sell pears (#8)", "2026-01-07 11:00:00"),
                    commit(FIX, "Unbreak it", "2026-01-07 13:00:00"),
                    commit(HOTFIX, "Unbreak it (#9)", "2026-01-07 13:30:00"),
                    commit(API, "Begin", "2026-01-05 08:00:00"),
                    "cut off here"),
            "commit_parents",
            List.of(
                    "commit_sha,parent_commit_sha",
                    GROW + "," + BEGIN,
                    PICK + "," + GROW,
                    MERGE + "," + PICK,
                    MERGE + "," + BEGIN,
                    SQUASH + "," + MERGE,
                    FIX + "," + SQUASH,
                    HOTFIX + "," + SQUASH),
            "repo_commits",
            Stream.concat(
                            Stream.of("repo_id,commit_sha", "github:GithubRepo:1:2," + API),
                            Stream.of(BEGIN, GROW, PICK, MERGE, SQUASH, FIX, HOTFIX)
                                    .map(sha -> "github:GithubRepo:1:1," + sha))
                    .toList(),
            "issues",
            List.of(
                    "id,type,status,title,url,created_date,resolution_date",
                    "i1,INCIDENT,DONE,No checkout,https://jira.example.org/i1,2026-01-07 12:30:00,2026-01-07 14:30:00",
                    "i2,BUG,DONE,A typo,,2026-01-07 12:30:00,2026-01-07 14:30:00",
                    "i3,INCIDENT,TODO,Of nobody,,2026-01-07 12:30:00,NULL",
                    "i4,INCIDENT,TODO,Of either,,2026-01-07 12:30:00,NULL",
                    "i5,INCIDENT,DONE,Of the API,,2026-03-05 12:30:00,2026-03-05 13:30:00"));

    private static final List<String> BOARDS = List.of(
            "board_id,issue_id",
            "jira:JiraBoard:1:1,i1",
            "jira:JiraBoard:1:1,i2",
            "jira:JiraBoard:1:2,i3",
            "jira:JiraBoard:1:3,i4",
            "jira:JiraBoard:1:3,i5");

    private static final List<String> LINKS = List.of("id,project_name,deployment_id", "i5,both,e1");

    @TempDir
    Path folder;

    /** What the command said, and its exit status. */
    private record Ran(int status, String out, String err) {}

    @Test
    void takesOverWhatDevLakeKnows() throws IOException {
        write();
        try (FullServer server = FullServer.start()) {
            Ran ran = run(server, folder.toString());

            assertThat(ran.err().lines().map(line -> line.substring(line.indexOf(": ") + 2)))
                    .containsExactlyInAnyOrder(
                            "cicd_deployment_commits.csv line 9: commit_sha is no full hash of a commit",
                            "pull_requests.csv line 5: merged_date is not a time since 1970",
                            "commits.csv line 12: it has 1 fields, not 5");
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.out())
                    .contains("Read 8 commits, 3 merged changes, 7 deployments and 4 incidents;"
                            + " 3 changes, 7 deployments and 2 incidents were not known before.")
                    .contains("could not be imported: 1 deployments that have not ended")
                    .contains("could not be imported: 1 deployments without a commit")
                    .contains("could not be imported: 1 changes that were not merged")
                    .contains("could not be imported: 1 incidents of no project that deploys")
                    .contains("could not be imported: 1 incidents that may be of several services")
                    .contains("could not be imported: 3 rows that cannot be read")
                    .contains("2 commits have no parents")
                    .contains("--causes=devlake")
                    .contains("acme/shop, 20")
                    .doesNotContain("is missing");
            assertNumbers(server);
            assertThat(server.items("/api/v1/changes?service=acme/shop&state=deployed"))
                    .extracting(change -> change.path("number").asInt() + " "
                            + change.path("title").asString())
                    .containsExactlyInAnyOrder("7 Add apples", "8 Sell \"pears\", at last", "9 Unbreak it");
            long deliveries = deliveries(server);

            assertThat(run(server, folder.toString()).out())
                    .contains("0 changes, 0 deployments and 0 incidents were not known before");
            assertThat(deliveries(server)).isEqualTo(deliveries);

            // the same rows, as PostgreSQL has them, are the same reports
            Ran database = run(server, lake());
            assertThat(database.out())
                    .contains("Read 8 commits, 3 merged changes, 7 deployments and 4 incidents;"
                            + " 0 changes, 0 deployments and 0 incidents were not known before.");
            assertThat(database.err()).contains("cicd_deployment_commits d8:x: commit_sha is no full hash of a commit");
            assertThat(deliveries(server)).isEqualTo(deliveries);
            assertNumbers(server);

            assertThat(failRate(server, "acme/api")).isEqualTo("0 of 1");
            run(server, folder.toString(), "--causes=devlake");
            assertThat(failRate(server, "acme/api")).isEqualTo("1 of 1");
        }
    }

    @Test
    void saysInOneLineWhatCannotBeImported() {
        assertRefused(1, "there is no folder", folder.resolve("nowhere").toString());
        assertRefused(1, "has no table cicd_deployment_commits", folder.toString());
        assertRefused(1, "only PostgreSQL is read by JDBC", "jdbc:mysql://localhost/lake?user=a&password=hush");
        assertRefused(
                1, "the database of DevLake cannot be read", "jdbc:postgresql://127.0.0.1:1/lake?user=a&password=hush");
        assertRefused(2, "usage: import git PATH");
        assertRefused(2, "unknown argument '--causes'", folder.toString(), "--causes=nobody");
    }

    private static void assertNumbers(FullServer server) {
        server.settle();
        JsonNode metrics = server.get("/api/v1/metrics?service=acme/shop&from=2026-01-01&until=2026-02-01")
                .path("metrics");
        assertThat(metrics.path("deployment_frequency").path("count").asInt()).isEqualTo(4);
        // 3 and 2 hours of the merge, 4 of what was squashed, 1 of the hotfix
        assertThat(metrics.path("change_lead_time").path("n").asInt()).isEqualTo(4);
        assertThat(metrics.path("change_lead_time").path("value").asInt()).isEqualTo(9000);
        assertThat(metrics.path("change_fail_rate").path("numerator").asInt()).isEqualTo(1);
        assertThat(metrics.path("change_fail_rate").path("denominator").asInt()).isEqualTo(4);
        // from the beginning of the incident to its end
        assertThat(metrics.path("failed_deployment_recovery_time").path("value").asInt())
                .isEqualTo(7200);
        assertThat(metrics.path("deployment_rework_rate").path("numerator").asInt())
                .isEqualTo(1);
    }

    private static String failRate(FullServer server, String service) {
        server.settle();
        JsonNode rate = server.get("/api/v1/metrics?service=%s&from=2026-01-01&until=2026-02-01".formatted(service))
                .path("metrics")
                .path("change_fail_rate");
        return rate.path("numerator").asInt() + " of "
                + rate.path("denominator").asInt();
    }

    private static long deliveries(FullServer server) {
        server.settle();
        return server.get("/api/v1/status").path("deliveries").path("received").asLong();
    }

    private static String shop(String id, String result, String environment, String finishedAt, String sha) {
        return "%s:x,%s,github:GithubRepo:1:1,%s,%s,NULL,%s,%s,main,github:GithubRepo:1:1,https://github.com/acme/shop"
                .formatted(id, id, result, environment, finishedAt, sha);
    }

    private static String pull(int number, String title, String openedAt, String mergedAt, String sha, String branch) {
        return "pr%d,github:GithubRepo:1:1,%s,%s,https://github.com/acme/shop/pull/%d,amara,%d,%s,%s,%s,%s"
                .formatted(
                        number,
                        mergedAt.equals("NULL") ? "OPEN" : "MERGED",
                        title,
                        number,
                        number,
                        openedAt,
                        mergedAt,
                        sha,
                        branch);
    }

    private static String commit(String sha, String message, String at) {
        return "%s,%s,amara,%s,%s".formatted(sha, message, at, at);
    }

    private static Map<String, List<String>> tables() {
        return Stream.concat(
                        TABLES.entrySet().stream(),
                        Map.of("board_issues", BOARDS, "project_incident_deployment_relationships", LINKS)
                                .entrySet()
                                .stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void write() throws IOException {
        for (Map.Entry<String, List<String>> table : tables().entrySet()) {
            Files.writeString(folder.resolve(table.getKey() + ".csv"), String.join("\r\n", table.getValue()));
        }
    }

    /** A database with the same tables, in a schema of its own; without the rows that a database would not take. */
    private static String lake() {
        String url = TestDatabase.createUrl();
        JdbcClient lake = JdbcClient.create(new DriverManagerDataSource(url));
        lake.sql("create schema lake").update();
        tables().forEach((table, rows) -> {
            List<String> columns = List.of(rows.getFirst().split(","));
            String defined = columns.stream()
                    .map(column -> "\"%s\" %s".formatted(column, column.endsWith("_date") ? "timestamptz" : "text"))
                    .collect(Collectors.joining(", "));
            lake.sql("create table lake.%s (%s)".formatted(table, defined)).update();
            for (String row : rows.subList(1, rows.size())) {
                if (!row.contains("soon") && !row.startsWith("cut off")) {
                    insert(lake, table, columns, row);
                }
            }
        });
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=lake";
    }

    private static void insert(JdbcClient lake, String table, List<String> columns, String row) {
        String values = columns.stream()
                .map(column -> column.endsWith("_date") ? "?::timestamp at time zone 'UTC'" : "?")
                .collect(Collectors.joining(", "));
        lake.sql("insert into lake.%s values (%s)".formatted(table, values))
                .params(Stream.of(row.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                        .map(DevLakeImportIT::value)
                        .toList())
                .update();
    }

    private static @Nullable String value(String field) {
        return field.equals("NULL")
                ? null
                : field.startsWith("\"")
                        ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
                        : field;
    }

    private static void assertRefused(int status, String why, String... arguments) {
        Ran ran = run(arguments);
        assertThat(ran.err()).startsWith("throughline: ").contains(why).doesNotContain("hush");
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.status()).isEqualTo(status);
        assertThat(ran.out()).isEmpty();
    }

    private static Ran run(FullServer server, String from, String... more) {
        return run(Stream.concat(
                        Stream.of(from, "--port=" + server.address().getPort(), "--api-token=token"), Stream.of(more))
                .toArray(String[]::new));
    }

    private static Ran run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (out;
                err) {
            int status = new ImportCommand(
                            ThroughlineApplication.class,
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            Clock.systemUTC())
                    .run(Stream.concat(Stream.of("devlake"), Stream.of(arguments))
                            .toList());
            return new Ran(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
