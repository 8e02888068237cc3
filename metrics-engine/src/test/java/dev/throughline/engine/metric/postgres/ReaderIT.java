package dev.throughline.engine.metric.postgres;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.metric.HandWritten;
import dev.throughline.engine.metric.Metric;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the role throughline_reader, and so Grafana, may see. */
class ReaderIT {

    private static final DataSource DATABASE = TestDatabase.create();

    private final Connection connection;

    ReaderIT() throws SQLException {
        connection = DATABASE.getConnection();
    }

    @BeforeEach
    void becomeReader() throws SQLException {
        HandWritten written = new HandWritten(DATABASE);
        written.clear();
        written.service("acme/web");
        UUID failed = written.deployment("acme/web", "2025-06-02T10:00:00Z")
                .leads(ofHours(1))
                .failed(Instant.parse("2025-06-02T11:00:00Z"), ofHours(2))
                .write();
        written.incident("acme/web", Instant.parse("2025-06-02T11:00:00Z"), failed);
        execute("set role throughline_reader");
    }

    @AfterEach
    void leave() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @EnumSource
    void asksForEveryMetric(Metric metric) throws SQLException {
        assertThat(first("select value is not null from %s(null, null, '2025-06-01Z', '2025-07-01Z')"
                        .formatted(metric.word())))
                .isEqualTo("t");
        assertThat(first("""
                        select count(*) || ' ' || count(value)
                          from metric_series('%s', array['ACME/Web'], 'production', '2025-06-01Z', '2025-07-01Z', 'day', 'UTC')
                        """.formatted(metric.word()))).startsWith("30 ");
    }

    @Test
    void sumsASeriesToTheNumberOfTheWindow() throws SQLException {
        assertThat(first("""
                        select array_agg(bucket_from::date || ':' || n) filter (where n > 0)
                          from metric_series('deployment_frequency', null, null, '2025-06-01Z', '2025-07-01Z', 'week', 'UTC')
                        """)).isEqualTo("{2025-06-02:1}");
        assertThat(first("select count from deployment_frequency(null, null, '2025-06-01Z', '2025-07-01Z')"))
                .isEqualTo("1");
    }

    @Test
    void takesAnotherBasisAndZone() throws SQLException {
        assertThat(
                        first(
                                "select reason from change_lead_time(null, null, '2025-06-01Z', '2025-07-01Z', basis => 'merge')"))
                .isEqualTo("insufficient_data");
        assertThat(first("""
                        select deploy_days from deployment_frequency(null, null, '2025-06-01Z', '2025-07-01Z',
                                                                     timezone => 'Europe/Berlin')
                        """)).isEqualTo("1");
    }

    @Test
    void asksForManyAtOnce() throws SQLException {
        String window = "null, '2025-06-01Z', '2025-07-01Z'";
        JdbcClient.create(DATABASE).sql("update service set team = 'Core'").update();

        assertThat(first("select service || failed || fail_rate_of || lead_times from metrics_by_service(null, %s)"
                        .formatted(window)))
                .isEqualTo("acme/web111");
        assertThat(first("select team || services || recoveries from metrics_by_team(array['core'], %s)"
                        .formatted(window)))
                .isEqualTo("Core11");
        assertThat(first("select count(*) from metrics_by_team(array['nobody'], %s)".formatted(window)))
                .isEqualTo("0");
        assertThat(first(
                        "select label || n from change_lead_time_distribution(null, %s) where n > 0".formatted(window)))
                .isEqualTo("1 to 4 h1");
        assertThat(first(
                        "select numerator || '/' || denominator from metric_coverage(null, %s) where part = 'incidents_linked'"
                                .formatted(window)))
                .isEqualTo("1/1");
        assertThat(first("select service || linked || incidents from metric_coverage_by_service(null, %s)"
                        .formatted(window)))
                .isEqualTo("acme/web11");
    }

    @Test
    void marksATimeAxis() throws SQLException {
        String window = "null, null, '2025-06-01Z', '2025-07-01Z'";

        assertThat(first("select text || tags from deployment_annotations(%s)".formatted(window)))
                .matches("acme/web: [0-9a-f]{7} to productionforward");
        assertThat(first("select timeend - time || tags from failure_annotations(%s)".formatted(window)))
                .isEqualTo("02:00:00window");
        assertThat(first("select text || tags from incident_annotations(%s)".formatted(window)))
                .matches("acme/web: #\\d+ Downopen");
    }

    @Test
    void choosesServicesByNameOrByTeam() throws SQLException {
        JdbcClient.create(DATABASE).sql("update service set team = 'Core'").update();

        assertThat(first("select service_choice(array[null], array[null]) is null"))
                .isEqualTo("t");
        assertThat(first("select service_choice(array[null], array['core', 'other'])"))
                .isEqualTo("{acme/web}");
        assertThat(first("select service_choice(array[null], array['other'])")).isEqualTo("{}");
        assertThat(first("select service_choice(array['acme/till'], array['core'])"))
                .isEqualTo("{acme/till}");
    }

    @Test
    void looksAtTheViews() throws SQLException {
        assertThat(first("select service || deployments from metric_service")).isEqualTo("acme/web1");
        assertThat(first("select environment from metric_environment")).isEqualTo("production");
        assertThat(first("select service || kind || evidence::text || recovery_seconds from metric_deployment"))
                .isEqualTo("acme/webforward{window}7200");
        assertThat(first("select linked_by || deployment_service || environment from metric_incident"))
                .isEqualTo("windowacme/webproduction");
    }

    @Test
    void seesNoTable() throws SQLException {
        List<String> tables = tables();

        assertThat(tables).contains("delivery", "deployment_fact", "git_commit");
        for (String table : tables) {
            assertThatThrownBy(() -> execute("select count(*) from " + table))
                    .as(table)
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from service_named(array['acme/web'])",
                "select * from five_metrics_by(array[1], null, array[now(), now()], 'UTC', 'commit')",
                "insert into service (name) values ('mine')",
                "update metric_service set service = 'mine'",
                "create table mine (id integer)"
            })
    void doesNothingElse(String sql) {
        assertThatThrownBy(() -> execute(sql)).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metric_series('mean_time', null, null, '2025-06-01Z', '2025-07-01Z', 'day', 'UTC')",
                "metric_series(null, null, null, '2025-06-01Z', '2025-07-01Z', 'day', 'UTC')",
                "metric_series('change_fail_rate', null, null, '2025-06-01Z', '2025-07-01Z', null, 'UTC')",
                "metric_series('change_fail_rate', null, null, '2025-07-01Z', '2025-06-01Z', 'day', 'UTC')",
                "metric_series('change_lead_time', null, null, '2025-06-01Z', '2025-07-01Z', 'day', 'UTC', 'hour')",
                "change_fail_rate(null, null, '2025-07-01Z', '2025-07-01Z')",
                "change_lead_time(null, null, null, '2025-07-01Z')",
                "deployment_frequency(null, null, '2025-06-01Z', '2025-07-01Z', 'Mars/Phobos')"
            })
    void isToldWhatIsWrongInsteadOfAWrongNumber(String call) {
        assertThatThrownBy(() -> execute("select * from " + call)).isInstanceOf(SQLException.class);
    }

    @Test
    void keepsPublicOut() {
        assertThat(JdbcClient.create(DATABASE)
                        .sql("""
                                select proname from pg_proc
                                 where pronamespace = 'public'::regnamespace and prosecdef
                                   and (has_function_privilege('public', oid, 'execute')
                                        or array_to_string(proconfig, ' ') not like '%search_path=%')
                                """)
                        .query((row, _) -> row.getString(1))
                        .list())
                .isEmpty();
    }

    private static List<String> tablesOf(ResultSet rows) throws SQLException {
        List<String> tables = new ArrayList<>();
        while (rows.next()) {
            tables.add(rows.getString(1));
        }
        return tables;
    }

    private List<String> tables() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
            return tablesOf(rows);
        }
    }

    private String first(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
