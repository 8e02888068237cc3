package dev.throughline.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes());
    }
}
