package dev.throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Real processes: what a person sees who starts, kills and misconfigures the server. */
class StartIT {

    @TempDir
    private Path folder;

    @Test
    void survivesBeingKilled() throws IOException, SQLException, InterruptedException {
        long postgres;
        List<String> migrations;
        try (Server server = Server.start(folder)) {
            server.awaitReady();
            postgres = server.postgres();
            refusesASecondServerInTheSameFolder();
            try (Connection connection = connect()) {
                connection.createStatement().execute("create table kept (x int)");
                migrations = migrations(connection);
                assertThat(migrations).isNotEmpty();
                assertThat(setting(connection, "fsync")).isEqualTo("on");
                assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
                assertThat(setting(connection, "full_page_writes")).isEqualTo("on");
                assertThat(setting(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            }
            refusesALoginWithoutTheRightPassword();
            keepsEverythingInsideTheDataFolder();
            server.kill();
        }
        assertThat(Server.isGoneWithin(Duration.ofSeconds(10), postgres)).isTrue();

        try (Server again = Server.start(folder)) {
            again.awaitReady();
            try (Connection connection = connect()) {
                connection.createStatement().execute("select x from kept");
                assertThat(migrations(connection))
                        .as("nothing is migrated again")
                        .isEqualTo(migrations);
            }
            postgres = again.postgres();
            assertThat(again.terminate()).as("exit status of SIGTERM").isEqualTo(143);
            assertThat(again.errors()).isEmpty();
        }
        assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
        assertThat(Server.isGoneWithin(Duration.ofSeconds(10), postgres)).isTrue();
    }

    @Test
    void leavesASchemaAloneThatItDoesNotKnow() throws IOException, InterruptedException {
        String url = TestDatabase.createUrl();
        JdbcClient.create(new DriverManagerDataSource(url)).sql("""
                        insert into flyway_schema_history (installed_rank, version, description, type, script,
                                                           installed_by, execution_time, success)
                        values (9999, '209912312359', 'know more', 'SQL', 'V209912312359__know_more.sql', 'x', 1, true)
                        """).update();
        assertThat(refusal(Map.of("THROUGHLINE_DATABASE_URL", url), List.of()))
                .startsWith("throughline: the database was made by a newer Throughline: its schema is 209912312359,"
                        + " the newest known here is 2026");
    }

    @Test
    void saysHowToTakeAlongWhatAnEarlierBuildHolds() throws IOException, InterruptedException {
        String url = TestDatabase.createUrl();
        JdbcClient.create(new DriverManagerDataSource(url)).sql("""
                        insert into flyway_schema_history (installed_rank, version, description, type, script,
                                                           installed_by, execution_time, success)
                        values (0, '202611211000', 'create delivery', 'SQL', 'V202611211000__create_delivery.sql', 'x', 1, true)
                        """).update();

        assertRefused(
                Map.of("THROUGHLINE_DATABASE_URL", url),
                List.of(),
                "throughline: the database was made by an earlier build of Throughline, and this one has other tables:"
                        + " write what it holds to a file with that build (./throughline export all.ndjson.gz), and take it"
                        + " over into an empty data folder or database with this one (./throughline import"
                        + " all.ndjson.gz)");
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("throughline.yml"), "throughline:\n  port: many\n");
        assertRefused(
                Map.of(),
                List.of(),
                "throughline: THROUGHLINE_PORT (throughline.yml line 2) is 'many', but must be a whole number");

        Files.writeString(folder.resolve("throughline.yml"), "throughline:\n  port: 0\n prot: 1\n");
        assertThat(refusal(Map.of(), List.of())).startsWith("throughline: throughline.yml line 3 is not YAML");

        Files.writeString(folder.resolve("throughline.yml"), "throughline:\n  github.secret: [a\n");
        assertThat(refusal(Map.of(), List.of())).startsWith("throughline: throughline.yml line ");

        Files.writeString(
                folder.resolve("throughline.yml"), "throughline:\n  services:\n    - name: a\n    - name: A\n");
        assertRefused(Map.of(), List.of(), "throughline: throughline.services[1].name: 'A' is named twice");

        Files.writeString(
                folder.resolve("throughline.yml"),
                "throughline:\n  tiers:\n    - environment: live\n      tier: prod\n");
        assertThat(refusal(Map.of(), List.of()))
                .startsWith("throughline: THROUGHLINE_TIERS_TIER (throughline.yml line 4) is 'prod', but must be one of"
                        + " production, staging");

        String service = "throughline:\n  services:\n    - name: api\n      repositories: [acme/mono]\n";
        Files.writeString(folder.resolve("throughline.yml"), service + "      deployments:\n        from: branch\n");
        assertThat(refusal(Map.of(), List.of()))
                .startsWith(
                        "throughline: THROUGHLINE_SERVICES_DEPLOYMENTS_FROM (throughline.yml line 6) is 'branch', but"
                                + " must be one of tag, release, workflow, pipeline, job, deployment");

        Files.writeString(
                folder.resolve("throughline.yml"),
                service + "      deployments:\n        from: tag\n        pattern: \"api-v(\"\n");
        assertRefused(
                Map.of(),
                List.of(),
                "throughline: THROUGHLINE_SERVICES_DEPLOYMENTS_PATTERN (throughline.yml line 7) is 'api-v(', but must be a"
                        + " regular expression");

        Files.writeString(folder.resolve("throughline.yml"), service + "      deployments:\n        - from: tag\n");
        assertRefused(
                Map.of(),
                List.of(),
                "throughline: throughline.services[0].deployments[0].from in throughline.yml: a service has one rule of"
                        + " what deploys it, not a list");

        Files.delete(folder.resolve("throughline.yml"));
        assertRefused(
                Map.of(),
                List.of("--roles=colector"),
                "throughline: THROUGHLINE_ROLES is 'colector', but must be one of collector, engine, web");
        assertRefused(
                Map.of("THROUGHLINE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x?password=hush"),
                List.of(),
                "throughline: cannot use the database at jdbc:postgresql://127.0.0.1:1/x (THROUGHLINE_DATABASE_URL): "
                        + "Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct and that"
                        + " the postmaster is accepting TCP/IP connections.");
        assertRefused(
                Map.of("THROUGHLINE_GITHUB_SECRET", " , "),
                List.of(),
                "throughline: THROUGHLINE_GITHUB_SECRET has nothing between its commas: it must be a secret, or several"
                        + " separated by commas");
        assertThat(refusal(Map.of(), List.of("--rolse=web"))).startsWith("throughline: unknown argument '--rolse'");
    }

    @Test
    void startsNothingWithAWrongValue() throws IOException, InterruptedException {
        assertRefused(
                Map.of(),
                List.of("--port=99999"),
                "throughline: THROUGHLINE_PORT is '99999', but must be a number from 0 to 65535");
        assertThat(folder.resolve("data")).doesNotExist();
        assertRefused(
                Map.of(),
                List.of("--inbox.trusted-proxies=172.18.0.1,somewhere"),
                "throughline: throughline.inbox.trusted-proxies is 'somewhere', but must be IP addresses such as"
                        + " 172.18.0.1, separated by commas");
        assertThat(folder.resolve("data/postgres.log")).doesNotExist();

        for (String wrong : List.of(
                "--backfill=sometimes",
                "--fourkeys.compat=maybe",
                "--gauges.interval=soon",
                "--git.timeout=long",
                "--github.api-url=there",
                "--history.days=many",
                "--options.attribution-window=1y",
                "--reports.hour=25",
                "--compat.opendora-benchmark=1999")) {
            String key = wrong.substring(2, wrong.indexOf('='));
            assertThat(refusal(Map.of("THROUGHLINE_GIT_URL", "https://example.org/{repository}.git"), List.of(wrong)))
                    .containsPattern(
                            "(?i)" + key.substring(key.lastIndexOf('.') + 1).replace("-", "[-_]"));
            assertThat(folder.resolve("data/postgres.log")).as(wrong).doesNotExist();
        }
    }

    private void refusesASecondServerInTheSameFolder() throws IOException, InterruptedException {
        assertThat(refusal(Map.of(), List.of()))
                .startsWith("throughline: the data folder %s is in use by another Throughline (process "
                        .formatted(folder.resolve("data")));
    }

    private void refusesALoginWithoutTheRightPassword() throws IOException {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> DriverManager.getConnection(url(), "throughline", "wrong")))
                .hasMessageContaining("password authentication failed");
    }

    private void keepsEverythingInsideTheDataFolder() throws IOException {
        Path data = folder.resolve("data");
        for (Path path : List.of(data, data.resolve("postgres"), data.resolve("secrets"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(path.toString())
                    .isEqualTo("rwx------");
        }
        try (var entries = Files.list(data)) {
            assertThat(entries.map(Path::getFileName).map(Path::toString))
                    .anyMatch(name -> name.startsWith("postgresql-"));
        }
    }

    private void assertRefused(Map<String, String> variables, List<String> arguments, String line)
            throws IOException, InterruptedException {
        assertThat(refusal(variables, arguments)).isEqualTo(line);
    }

    /** All that is printed, which is to be one line, by a start that is to fail. */
    private String refusal(Map<String, String> variables, List<String> arguments)
            throws IOException, InterruptedException {
        try (Server server = Server.start(folder, variables, arguments)) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.output()).isEmpty();
            assertThat(server.errors()).hasSize(1);
            return server.errors().getFirst();
        }
    }

    private Connection connect() throws IOException, SQLException {
        String password =
                Files.readString(folder.resolve("data/secrets/postgres")).strip();
        return DriverManager.getConnection(url(), "throughline", password);
    }

    private String url() throws IOException {
        String port = Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"))
                .get(3)
                .strip();
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Each with the time when it ran. */
    private static List<String> migrations(Connection connection) throws SQLException {
        List<String> migrations = new ArrayList<>();
        try (var result = connection
                .createStatement()
                .executeQuery("select history::text from flyway_schema_history history order by installed_rank")) {
            while (result.next()) {
                migrations.add(result.getString(1));
            }
        }
        return migrations;
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var result = connection.createStatement().executeQuery("show " + name)) {
            result.next();
            return result.getString(1);
        }
    }
}
