package dev.throughline.dashboard.api;

import static dev.throughline.engine.history.SmallHistory.SHOP;
import static dev.throughline.engine.history.SmallHistory.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.history.SmallHistory;
import dev.throughline.engine.metric.HandWritten;
import java.io.UnsupportedEncodingException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The lists of the API as CSV. */
@SpringBootTest(classes = ApiApplication.class, properties = ApiApplication.SNAKE_CASE)
@AutoConfigureMockMvc
@ActiveProfiles("web")
class CsvIT {

    @Autowired
    private MockMvcTester http;

    @Autowired
    private DataSource database;

    @BeforeEach
    void fill() {
        new HandWritten(database).clear();
        SmallHistory.into(database);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/services    | 2 | service,team,repositories,",
                "/api/v1/deployments | 8 | id,service,environment,tier,source,external_id,sha,ref,kind,outcome,failed,evidence,",
                "/api/v1/incidents   | 4 | id,service,source,external_id,number,url,title,opened_at,",
                "/api/v1/changes     | 1 | id,service,number,title,url,opened_at,"
            })
    void writesEachListForWhoAsksForIt(String path, int rows, String names) throws UnsupportedEncodingException {
        MvcTestResult answer = http.get().uri(path).header("Accept", "text/csv").exchange();

        assertThat(answer).hasStatusOk().hasHeader("Content-Type", "text/csv;charset=UTF-8");
        String[] lines = answer.getResponse().getContentAsString().split("\r\n");
        assertThat(lines).hasSize(rows + 1);
        assertThat(lines[0]).startsWith(names);
    }

    @Test
    void saysWhereItGoesOn() throws UnsupportedEncodingException {
        MvcTestResult answer = http.get()
                .uri("/api/v1/deployments?kind=forward&limit=1")
                .header("Accept", "text/csv")
                .exchange();
        String next = answer.getResponse().getHeader(CsvItems.NEXT);

        MvcTestResult rest = http.get()
                .uri("/api/v1/deployments?kind=forward&limit=1&after={next}", next)
                .header("Accept", "text/csv")
                .exchange();

        assertThat(rest.getResponse().getContentAsString())
                .contains(deployment(SHOP, 3).toString())
                .contains("declared declared");
        assertThat(rest.getResponse().getHeader(CsvItems.NEXT)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"*/*", "application/json", "text/html,application/xhtml+xml,*/*;q=0.8"})
    void answersJsonToEverybodyElse(String accept) {
        assertThat(http.get()
                        .uri("/api/v1/deployments")
                        .header("Accept", accept)
                        .exchange())
                .hasStatusOk()
                .hasHeader("Content-Type", "application/json");
    }

    @Test
    void tellsWhatIsWrongAsAProblem() {
        assertThat(http.get()
                        .uri("/api/v1/deployments?kind=sideways")
                        .header("Accept", "text/csv")
                        .exchange())
                .hasStatus(400)
                .hasHeader("Content-Type", "application/problem+json");
    }
}
