package dev.throughline.dashboard.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.metric.UnknownService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemAdviceTest {

    private static final String SECRET = "select body from delivery where password = 'hunter2'";

    private final MockMvcTester http = MockMvcTester.of(
            List.of(new Troubled()),
            builder -> builder.setControllerAdvice(new ProblemAdvice()).build());

    @ParameterizedTest
    @CsvSource(textBlock = """
                    /bad-parameter,   400, bad-parameter
                    /number?n=one,    400, bad-parameter
                    /number,          400, bad-parameter
                    /id/one,          400, bad-parameter
                    /bad-body,        400, bad-body
                    /unknown-service, 404, unknown-service
                    /not-found,       404, not-found
                    /nothing,         404, not-found
                    /too-large,       413, too-large
                    /away,            503, unavailable
                    /no-transaction,  503, unavailable
                    /broken,          500, internal-error
                    """)
    void answersWithAProblemDocument(String path, int status, String type) {
        assertThat(http.get().uri(path)).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        JsonNode problem = body(path);
        assertThat(problem.get("type").asString()).isEqualTo("/problems/" + type);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank().doesNotContain(SECRET);
    }

    @Test
    void namesParameterValueAndWhatWouldBeRight() {
        assertThat(body("/bad-parameter").get("errors").toString())
                .isEqualTo("[{\"parameter\":\"from\",\"value\":\"soon\",\"expected\":\"a date\"}]");
        assertThat(body("/number?n=one").get("errors").get(0).get("parameter").asString())
                .isEqualTo("n");
    }

    @Test
    void saysWhenToTryAgain() {
        assertThat(http.get().uri("/away")).headers().hasValue("Retry-After", "5");
    }

    @Test
    void namesTheMethodsThatArePossible() {
        assertThat(http.post().uri("/not-found"))
                .hasStatus(405)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .headers()
                .hasValue("Allow", "GET");
    }

    @Test
    void answersInItsOwnFormatWhateverIsAccepted() {
        assertThat(http.get().uri("/not-found").accept(MediaType.TEXT_HTML))
                .hasStatus(404)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(http.get().uri("/json").accept(MediaType.IMAGE_PNG))
                .hasStatus(406)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(http.post().uri("/json").contentType(MediaType.TEXT_PLAIN).content("x"))
                .hasStatus(415)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void showsATraceInsteadOfTheMessageOfAnError() {
        JsonNode problem = body("/broken");

        assertThat(problem.toString()).doesNotContain("hunter2");
        assertThat(problem.get("trace").asString()).hasSize(36);
    }

    @Test
    void isListedInTheDocument() throws IOException {
        String document = Files.readString(Path.of("../docs/problems.md"));

        assertThat(Arrays.asList(ProblemType.values()))
                .allSatisfy(type -> assertThat(document)
                        .containsPattern(
                                "\\| `" + type.uri() + "` \\| " + type.status().value() + " \\|"));
    }

    private JsonNode body(String path) {
        return new JsonMapper()
                .readTree(http.get().uri(path).exchange().getResponse().getContentAsByteArray());
    }

    @RestController
    static class Troubled {

        @GetMapping("/bad-parameter")
        void badParameter() {
            throw new BadParameter("from", "soon", "a date");
        }

        @GetMapping("/number")
        int number(@RequestParam int n) {
            return n;
        }

        @GetMapping("/id/{id}")
        int id(@PathVariable int id) {
            return id;
        }

        @GetMapping("/bad-body")
        void badBody() {
            throw new HttpMessageNotReadableException(SECRET, new MockHttpInputMessage(new byte[0]));
        }

        @GetMapping("/unknown-service")
        void unknownService() {
            throw UnknownService.named("acme/typo");
        }

        @GetMapping("/not-found")
        void notFound() {
            throw new NotFound("no deployment has the id 1");
        }

        @GetMapping("/too-large")
        void tooLarge() {
            throw new MaxUploadSizeExceededException(1);
        }

        @GetMapping("/away")
        void away() {
            throw new DataAccessResourceFailureException(SECRET);
        }

        @GetMapping("/no-transaction")
        void noTransaction() {
            throw new CannotCreateTransactionException(SECRET);
        }

        @GetMapping("/broken")
        void broken() {
            throw new IllegalStateException(SECRET);
        }

        @GetMapping(path = "/json", produces = MediaType.APPLICATION_JSON_VALUE)
        String json() {
            return "{}";
        }

        @PostMapping(path = "/json", consumes = MediaType.APPLICATION_JSON_VALUE)
        String takeJson() {
            return "{}";
        }
    }
}
