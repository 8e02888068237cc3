package dev.throughline.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import standin.SecurityApp;

@SpringBootTest(
        classes = SecurityApp.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.roles=web",
            "throughline.database-url=jdbc:postgresql://127.0.0.1/none",
            "throughline.address=0.0.0.0",
            "throughline.api-token=hush",
            "throughline.cors-origins=https://backstage.example.org,http://localhost:3000",
            "throughline.github.secret=s",
            "throughline.data=target/open-address-it"
        })
class OpenAddressIT {

    @LocalServerPort
    private int port;

    private Client client = new Client(0);

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @Test
    void letsReadWhoShowsTheToken() {
        HttpResponse<String> refused = client.get("/api/v1/metrics");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"Throughline\"", "Basic realm=\"Throughline\", charset=\"UTF-8\"");
        assertThat(client.get("/api/v1/metrics", "Authorization", "Bearer hush").statusCode())
                .isEqualTo(200);
        assertThat(client.get("/api/v1/metrics", "Authorization", "Bearer hus").statusCode())
                .isEqualTo(401);
        assertThat(client.get("/actuator/info").statusCode()).isEqualTo(401);
    }

    @Test
    void letsABrowserLogInWithTheTokenAsPassword() {
        assertThat(client.get("/", "Authorization", basic("anybody:hush")).statusCode())
                .isEqualTo(200);
        assertThat(client.get("/", "Authorization", basic("hush:wrong")).statusCode())
                .isEqualTo(401);
        assertThat(client.get("/", "Authorization", "Basic %%%").statusCode()).isEqualTo(401);
    }

    @Test
    void namesBothWaysToReadAndTheOneToWrite() {
        assertThat(client.get("/api/v1/metrics").body()).contains("Bearer").contains("Basic");
        assertThat(client.post("/api/v1/deployments").body()).contains("Bearer").doesNotContain("Basic");
    }

    @Test
    void showsABrowserWhereToSignIn() {
        HttpResponse<String> refused = client.get("/services/acme/shop?period=30d", "Accept", "text/html,*/*;q=0.8");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("sign in to see /services/acme/shop");
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .as("no box of the browser's own before the page")
                .containsExactly("Bearer realm=\"Throughline\"");
        assertThat(client.get("/sign-in").statusCode()).isEqualTo(200);
        assertThat(client.get("/api/v1/metrics", "Accept", "text/html")
                        .headers()
                        .allValues("WWW-Authenticate"))
                .hasSize(2);
    }

    @Test
    void letsReadWhoIsSignedIn() {
        HttpResponse<String> signedIn = client.postForm("/sign-in", "token=hush");
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(cookie)
                .matches("throughline_session=\\d+\\.[\\w-]+\\.[\\w-]+\\.[\\w-]+; Path=/; Max-Age=43200; Expires=[^;]+;"
                        + " HttpOnly; SameSite=Strict");
        String pair = cookie.replaceFirst(";.*", "");
        assertThat(client.get("/", "Cookie", pair).statusCode()).isEqualTo(200);
        assertThat(client.get("/", "Cookie", pair + "x").statusCode()).isEqualTo(401);
        assertThat(client.postForm("/sign-in", "token=hus").headers().firstValue("Set-Cookie"))
                .isEmpty();
        assertThat(client.postForm("/sign-in", "token=hush", "Sec-Fetch-Site", "cross-site")
                        .headers()
                        .firstValue("Set-Cookie"))
                .isEmpty();
        assertThat(client.postForm("/sign-in", "token=hush", "Origin", "https://attacker.example")
                        .headers()
                        .firstValue("Set-Cookie"))
                .isEmpty();
        assertThat(client.postForm("/sign-in", "token=hush", "Origin", "null")
                        .headers()
                        .firstValue("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void doesNotCallItselfOpenUnderAnotherName() {
        assertThat(client.answerFor("dora.example.net", "/", "text/html"))
                .contains("THROUGHLINE_HOSTS=dora.example.net")
                .doesNotContain("needs no login");
    }

    @Test
    void keepsProbesAndWebhooksOpen() {
        assertThat(client.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(client.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(client.post("/webhooks/github").statusCode()).isEqualTo(200);
        assertThat(client.post("/").statusCode()).isEqualTo(200);
    }

    @Test
    void letsSendersAskWhetherTheyMayPost() {
        assertThat(client.send("OPTIONS", "/webhooks/github").statusCode()).isEqualTo(200);
        assertThat(client.send("OPTIONS", "/api/v1/metrics").statusCode()).isEqualTo(401);
        assertThat(client.get("/webhooks/github").statusCode()).isEqualTo(401);
    }

    @Test
    void takesGitLabsHeaderForReadingWhereGitLabsApiIs() {
        String project = "/api/v4/projects/acme%2Fshop/dora/metrics";
        assertThat(client.get(project, "PRIVATE-TOKEN", "hush").body()).isEqualTo("acme/shop");
        assertThat(client.get(project, "Authorization", "Bearer hush").body()).isEqualTo("acme/shop");
        for (var refused : List.of(
                client.get(project),
                client.get(project, "PRIVATE-TOKEN", "wrong"),
                client.get(project + "?private_token=hush"))) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).isEqualTo("{\"message\":\"401 Unauthorized\"}");
        }
        assertThat(client.get("/api/v1/metrics", "PRIVATE-TOKEN", "hush").statusCode())
                .isEqualTo(401);
        assertThat(client.post("/api/v1/deployments", "PRIVATE-TOKEN", "hush").statusCode())
                .isEqualTo(401);
        assertThat(client.post("/api/v4/deployments", "PRIVATE-TOKEN", "hush").statusCode())
                .isEqualTo(401);
    }

    @Test
    void asksForATokenWhoReadsByPost() {
        assertThat(client.post("/compat/liatrio/data").statusCode()).isEqualTo(401);
        assertThat(client.post("/compat/liatrio/data", "Authorization", "Bearer hush")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsScriptsOfNamedOriginsRead() {
        var answer = client.get("/dora/api/metric", "Origin", "http://localhost:3000", "Authorization", "Bearer hush");
        assertThat(answer.body()).isEqualTo("drawn");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:3000");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
        // without an origin nothing changes
        assertThat(client.get("/dora/api/metric", "Authorization", "Bearer hush")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://backstage.example.org.evil.example",
                "http://backstage.example.org",
                "null"
            })
    void letsScriptsOfNoOtherOriginRead(String origin) {
        var answer = client.get("/dora/api/metric", "Origin", origin, "Authorization", "Bearer hush");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void letsNoScriptReadAnythingElse() {
        assertThat(client.get(
                                "/api/v1/metrics",
                                "Origin",
                                "https://backstage.example.org",
                                "Authorization",
                                "Bearer hush")
                        .headers()
                        .map())
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void answersAPreflightWithoutAToken() {
        var allowed = preflight("/compat/liatrio/data", "POST");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods")).contains("GET,HEAD,POST");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("authorization, content-type");
        assertThat(preflight("/dora/api/metric", "GET").statusCode()).isEqualTo(200);
        assertThat(preflight("/dora/api/metric", "POST").statusCode()).isEqualTo(403);
        assertThat(preflight("/compat/liatrio/data", "DELETE").statusCode()).isEqualTo(403);
        assertThat(preflight("/api/v1/metrics", "GET").headers().map())
                .doesNotContainKey("access-control-allow-origin");
    }

    private HttpResponse<String> preflight(String path, String method) {
        return client.send(
                "OPTIONS",
                path,
                "Origin",
                "https://backstage.example.org",
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "authorization, content-type");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes());
    }
}
