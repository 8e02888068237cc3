package dev.throughline.dashboard.api;

import static dev.throughline.engine.history.SmallHistory.SHOP;
import static dev.throughline.engine.history.SmallHistory.deployment;
import static dev.throughline.engine.history.SmallHistory.incident;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.history.SmallHistory;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.HandWritten;
import dev.throughline.engine.metric.Metric;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Holds real answers against the document that promises them. */
@SpringBootTest(classes = ApiApplication.class, properties = ApiApplication.SNAKE_CASE)
@AutoConfigureMockMvc
@ActiveProfiles("web")
class OpenApiIT {

    @Autowired
    private MockMvcTester http;

    @Autowired
    private DataSource database;

    private OpenApiDocument document = new OpenApiDocument("{}");

    @BeforeEach
    void read() {
        document = new OpenApiDocument(get("/v3/api-docs"));
        HandWritten written = new HandWritten(database);
        written.clear();
    }

    @Test
    void listsTheRestApiAndNothingElse() {
        assertThat(document.paths())
                .containsExactlyInAnyOrder(
                        "/api/v1/metrics",
                        "/api/v1/metrics/{metric}/explain",
                        "/api/v1/changes",
                        "/api/v1/services",
                        "/api/v1/sources",
                        "/api/v1/recompute",
                        "/api/v1/deployments",
                        "/api/v1/deployments/{id}",
                        "/api/v1/deployments/{id}/changes",
                        "/api/v1/incidents",
                        "/api/v1/incidents/{id}");
    }

    @Test
    void spellsEveryNameInSnakeCase() {
        assertThat(document.spelledNames()).isNotEmpty().allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    }

    @Test
    void namesTheParametersOfTheContract() {
        assertThat(document.parameters("/api/v1/metrics", "get"))
                .containsExactlyInAnyOrder(
                        "service",
                        "team",
                        "environment",
                        "from",
                        "until",
                        "interval",
                        "timezone",
                        "basis",
                        "profile",
                        "quick_check",
                        "benchmark");
    }

    @Test
    void explainsByTheSameParameters() {
        assertThat(document.parameters("/api/v1/metrics/{metric}/explain", "get"))
                .containsExactlyInAnyOrder(
                        "metric",
                        "service",
                        "team",
                        "profile",
                        "environment",
                        "from",
                        "until",
                        "timezone",
                        "basis",
                        "after",
                        "limit");
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void promisesWhatAnExplanationAnswers(Metric metric) {
        SmallHistory.into(database);
        String path = "/api/v1/metrics/{metric}/explain";

        for (Basis basis : Basis.values()) {
            assertThat(broken(
                            path,
                            path.replace("{metric}", metric.word()),
                            "?from=2026-03-01&until=2026-03-08&basis=" + basis.word()))
                    .isEmpty();
        }
    }

    @Test
    void promisesWhatAnEmptyServerAnswers() {
        assertThat(broken("/api/v1/metrics", "")).isEmpty();
        assertThat(broken("/api/v1/metrics", "?interval=week")).isEmpty();
    }

    @Test
    void promisesWhatAFullServerAnswers() {
        HandWritten written = new HandWritten(database);
        written.service("acme/web");
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(10, ChronoUnit.DAYS);
        for (int i = 0; i < 8; i++) {
            written.deployment("acme/web", day.plus(i, ChronoUnit.HOURS).toString())
                    .leads(ofHours(i), ofHours(i * i))
                    .failed(day.plus(i, ChronoUnit.HOURS), ofHours(i))
                    .rework()
                    .write();
        }
        written.deployment("acme/web", day.plus(9, ChronoUnit.HOURS).toString())
                .failed(day.plus(9, ChronoUnit.HOURS))
                .write();

        assertThat(broken("/api/v1/metrics", "?interval=day&service=acme/web&environment=production"))
                .isEmpty();
        assertThat(broken("/api/v1/metrics", "?benchmark=2025&service=acme/web"))
                .isEmpty();
    }

    @Test
    void promisesTheListsThatItAnswers() {
        SmallHistory.into(database);
        String id = deployment(SHOP, 3).toString();

        for (String path : document.paths()) {
            if (path.equals("/api/v1/recompute")) {
                continue; // nothing to get
            }
            String one = path.startsWith("/api/v1/incidents") ? incident(70).toString() : id;
            String asked = path.replace("{id}", one).replace("{metric}", "change_fail_rate");
            assertThat(broken(path, asked, path.contains("{metric}") ? "?from=2026-03-01" : ""))
                    .as(path)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?interval=fortnight", "?service=nobody"})
    void promisesTheProblemThatItAnswers(String query) {
        assertThat(document.broken(
                        "/api/v1/metrics",
                        "get",
                        "default",
                        "application/problem+json",
                        get("/api/v1/metrics" + query)))
                .isEmpty();
    }

    private Iterable<String> broken(String path, String query) {
        return broken(path, path, query);
    }

    private Iterable<String> broken(String path, String asked, String query) {
        return document.broken(path, "get", "200", "application/json", get(asked + query));
    }

    private String get(String uri) {
        try {
            return http.get().uri(uri).exchange().getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
