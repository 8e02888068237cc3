package dev.throughline.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.problem.BadParameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class SourceControllerTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final MockMvcTester api =
            MockMvcTester.create(MockMvcBuilders.standaloneSetup(new SourceController(new FakeSources()))
                    .setMessageConverters(new JacksonJsonHttpMessageConverter(JSON))
                    .build());

    @Test
    void listsEverySourceByName() throws Exception {
        assertThat(json("/api/v1/sources")).isEqualTo(JSON.readTree("""
                {"items":[
                  {"name":"board","kind":"board","url":"http://127.0.0.1:8080/webhooks/board","secret":"missing",
                   "last_delivery_at":null,"last_refused_at":"2026-03-02T13:00:00Z","silent_since":null,"silent_repositories":[],"deliveries":0,"api":null,"tells":["incidents"]},
                  {"name":"forge","kind":"forge","url":"http://127.0.0.1:8080/webhooks/forge","secret":"made",
                   "last_delivery_at":"2026-03-02T12:00:00Z","last_refused_at":null,"silent_since":"2026-03-02T12:00:00Z",
                   "silent_repositories":[{"repository":"acme/till","since":"2026-02-01T12:00:00Z"}],"deliveries":12,
                   "api":{"state":"weakened","detail":"it may not see that","since":"2026-03-01T12:00:00Z"},
                   "tells":["changes","deployments"]},
                  {"name":"pager-emea","kind":"pager","url":"http://127.0.0.1:8080/webhooks/pager-emea",
                   "secret":"configured","last_delivery_at":null,"last_refused_at":null,"silent_since":null,"silent_repositories":[],"deliveries":0,"api":null,
                   "tells":["incidents"]}],
                 "next":null}
                """));
    }

    @Test
    void goesOnWhereThePartBeforeEnded() throws Exception {
        List<String> names = new ArrayList<>();
        String after = "";
        for (int i = 0; i < 3; i++) {
            JsonNode part = json("/api/v1/sources?limit=1" + after);
            names.add(part.path("items").path(0).path("name").asString());
            after = "&after=" + part.path("next").asString("");
        }
        assertThat(names).containsExactly("board", "forge", "pager-emea");
        assertThat(json("/api/v1/sources?limit=3").path("next").isNull()).isTrue();
    }

    @Test
    void refusesOtherParameters() {
        for (String query : List.of("kind=forge", "limit=0", "after=x")) {
            assertThat(api.get().uri("/api/v1/sources?" + query).exchange())
                    .failure()
                    .rootCause()
                    .isInstanceOf(BadParameter.class);
        }
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(api.get().uri(path).exchange().getResponse().getContentAsString());
    }
}
