package dev.throughline.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Base64;
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
            "throughline.api-token=old,new",
            "throughline.github.secret=s",
            "throughline.data=target/loopback-it",
            "throughline.hosts=dora.example.org"
        })
class LoopbackIT {

    @LocalServerPort
    private int port;

    private Client client = new Client(0);

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @Test
    void letsAnybodyRead() {
        assertThat(client.get("/").statusCode()).isEqualTo(200);
        assertThat(client.get("/api/v1/metrics").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/deployments", "/api/v1/deliveries/1/replay", "/api/v1/nothing"})
    void letsNobodyWriteWithoutAToken(String path) {
        HttpResponse<String> answer = client.post(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"Throughline\"");
        assertThat(answer.body()).contains("\"type\":\"/problems/unauthenticated\"");
        assertThat(client.send("DELETE", path).statusCode()).isEqualTo(401);
        assertThat(client.send("PATCH", path).statusCode()).isEqualTo(401);
    }

    @Test
    void letsEveryValidTokenWrite() {
        assertThat(client.post("/api/v1/deployments", "Authorization", "Bearer old")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/api/v1/deliveries/1/replay", "Authorization", "bearer new")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/api/v1/deployments", "Authorization", "Bearer ne")
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.post("/api/v1/deployments", "Authorization", "Bearer old,new")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void takesNoBrowserLoginForWriting() {
        String basic = "Basic " + Base64.getEncoder().encodeToString("x:new".getBytes());

        assertThat(client.post("/api/v1/deployments", "Authorization", basic).statusCode())
                .isEqualTo(401);
    }

    @Test
    void letsNoCookieWriteButByTheFormsOfPages() {
        String cookie = client.postForm("/sign-in", "token=new&name=Ada")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");

        assertThat(client.post("/deployments/7/verdict", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        for (String path : new String[] {"/api/v1/deployments", "/api/v1/deliveries/1/replay", "/deployments/7"}) {
            assertThat(client.post(path, "Cookie", cookie).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(client.send("PATCH", "/api/v1/deployments/7", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.get("/api/v1/export", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void leavesWebhooksToTheirSignatures() {
        assertThat(client.post("/webhooks/github").statusCode()).isEqualTo(200);
        assertThat(client.post("/").statusCode()).isEqualTo(200);
        assertThat(client.post("/webhooks/unheard-of").statusCode()).isEqualTo(404);
    }

    @Test
    void answersForKnownHostsOnly() {
        assertThat(client.statusFor("dora.example.org", "/")).startsWith("HTTP/1.1 200");
        assertThat(client.statusFor("DORA.example.org:443", "/")).startsWith("HTTP/1.1 200");
        assertThat(client.statusFor("localhost:" + port, "/")).startsWith("HTTP/1.1 200");
        assertThat(client.statusFor("[::1]:" + port, "/")).startsWith("HTTP/1.1 200");
        assertThat(client.statusFor("attacker.example", "/")).startsWith("HTTP/1.1 421");
        assertThat(client.statusFor("attacker.example:" + port, "/webhooks/github"))
                .startsWith("HTTP/1.1 421");
        assertThat(client.statusFor("dora.example.org.attacker.example", "/")).startsWith("HTTP/1.1 421");
        assertThat(client.statusFor("10.0.0.7:8080", "/actuator/health/liveness"))
                .startsWith("HTTP/1.1 200");
        assertThat(client.statusFor("10.0.0.7:8080", "/actuator/info")).startsWith("HTTP/1.1 421");
    }

    @Test
    void tellsABrowserWhichHostsToConfigure() {
        String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (String host : new String[] {"Some-Tunnel.example.net", "some-tunnel.example.net:8443"}) {
            assertThat(client.answerFor(host, "/services/acme/shop?period=30d", browser))
                    .startsWith("HTTP/1.1 421")
                    .contains("Content-Type: text/html;charset=UTF-8")
                    .contains("<pre>THROUGHLINE_HOSTS=some-tunnel.example.net</pre>")
                    .contains("Reading needs no login here")
                    .containsPattern("Content-Security-Policy: default-src 'none'; style-src 'sha256-[^']+';")
                    .contains("X-Content-Type-Options: nosniff")
                    .doesNotContain("dora.example.org");
        }
        assertThat(client.answerFor("some-tunnel.example.net", "/api/v1/metrics", "application/json"))
                .startsWith("HTTP/1.1 421")
                .contains("Content-Type: application/problem+json")
                .contains("\"type\":\"/problems/unknown-host\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<script>alert(1)</script>",
                "\"'&",
                "a b",
                "-",
                "%3Cb%3E",
                "x,THROUGHLINE_API_TOKEN=y",
                "a\u0001b"
            })
    void repeatsNoHostThatIsNone(String host) {
        String answer = client.answerFor(host, "/", "text/html");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 4(00|21) .*")
                .doesNotContain("<script")
                .doesNotContain("HOSTS=");
        assertThat(client.answerFor("a".repeat(300), "/", "text/html"))
                .matches("(?s)HTTP/1.1 4(00|21) .*")
                .doesNotContain("aaaa");
    }

    @Test
    void setsStrictHeadersOnEveryAnswer() {
        for (String path : new String[] {"/", "/nothing", "/actuator/health"}) {
            var headers = client.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                            + " frame-ancestors 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void letsBadgesBeEmbeddedAndCached() {
        var headers = client.get("/badges/change_lead_time.svg").headers();

        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(headers.allValues("Cache-Control")).containsExactly("max-age=300, public");
        assertThat(client.get("/").headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
    }

    @Test
    void takesAnEncodedSlashForAPartOfAProjectsName() {
        assertThat(client.get("/api/v4/projects/acme%2Fshop/dora/metrics").body())
                .isEqualTo("acme/shop");
        assertThat(client.get("/api/v4/projects/Acme%2fsub%2FShop/dora/metrics").body())
                .isEqualTo("Acme/sub/Shop");
        assertThat(client.get("/api/v4/projects/4711/dora/metrics").body()).isEqualTo("4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v4/projects/acme%2F..%2F..%2Fdeployments",
                "/api/v4/projects/..%2Fshop",
                "/api/v4/projects/acme%2Fshop/../../../v1/metrics",
                "/api/v4%2F..%2Fv1/metrics",
                "/api/v4/projects/acme%252Fshop",
                "/api%2Fv4/projects/acme/dora/metrics",
                "/api/v1%2Fmetrics",
                "/services/acme%2Fshop",
                "/api/v1/metrics%2F..%2F..%2Factuator%2Fenv"
            })
    void takesAnEncodedSlashForNothingElse(String path) {
        assertThat(client.statusFor("localhost", path)).matches("HTTP/1.1 40[04] ?");
    }

    @Test
    void letsNoScriptOfAnotherOriginReadByDefault() {
        var answer = client.get("/dora/api/metric", "Origin", "https://backstage.example.org");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(client.send(
                                "OPTIONS",
                                "/dora/api/metric",
                                "Origin",
                                "https://backstage.example.org",
                                "Access-Control-Request-Method",
                                "GET")
                        .headers()
                        .map())
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void letsAnybodyAskByPost() {
        assertThat(client.post("/compat/liatrio/data").statusCode()).isEqualTo(200);
    }

    @Test
    void exposesHealthInfoAndPrometheusOnly() {
        assertThat(client.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(client.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(client.get("/actuator/info").body()).contains("Throughline");
        for (String closed : new String[] {"", "/env", "/beans", "/heapdump", "/loggers", "/mappings", "/shutdown"}) {
            assertThat(client.get("/actuator" + closed).statusCode()).isEqualTo(404);
        }
    }
}
