package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.server.ThroughlineApplication;
import dev.throughline.server.demo.Delivery;
import dev.throughline.server.demo.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server in this JVM, every role, on a real PostgreSQL; started once and shared by all tests that ask for it. */
final class FullServer {

    static final String SECRET = "a secret of the acceptance tests";
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final FullServer SHARED = start();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final URI address;
    private final String databaseUrl;
    private final Webhook webhook;
    private final HttpClient http = HttpClient.newHttpClient();

    private FullServer(URI address, String databaseUrl) {
        this.address = address;
        this.databaseUrl = databaseUrl;
        this.webhook = new Webhook(address, SECRET);
    }

    static FullServer shared() {
        return SHARED;
    }

    private static FullServer start() {
        String databaseUrl = TestDatabase.createUrl();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(ThroughlineApplication.class)
                .run(
                        "--server.port=0",
                        "--throughline.database-url=" + databaseUrl,
                        "--throughline.github.secret=" + SECRET,
                        "--throughline.api-token=token");
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return new FullServer(URI.create("http://127.0.0.1:" + port), databaseUrl);
    }

    URI address() {
        return address;
    }

    String databaseUrl() {
        return databaseUrl;
    }

    /** Posts a delivery and expects it to be acknowledged. */
    void post(Delivery delivery) {
        post(delivery.event(), delivery.id(), delivery.body());
    }

    /** Posts a delivery that does not say which one it is. */
    void postWithoutId(Delivery delivery) {
        post(delivery.event(), null, delivery.body());
    }

    int post(String event, @Nullable String id, byte[] body) {
        try {
            HttpResponse<String> answer = webhook.post(event, id, body);
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
            return answer.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void tell(Story story) {
        story.deliveries().forEach(this::post);
        settle();
    }

    /** Waits until every delivery is processed and every sample derived. */
    void settle() {
        Instant start = Instant.now();
        JsonNode status;
        do {
            pause();
            status = get("/api/v1/status");
            assertThat(status.path("deliveries").path("failed").asInt())
                    .as("%s", status)
                    .isZero();
            assertThat(Duration.between(start, Instant.now())).as("%s", status).isLessThan(PATIENCE);
        } while (status.path("deliveries").path("pending").asLong() > 0
                || status.path("samples_behind_seconds").asDouble() > 0);
    }

    JsonNode get(String path) {
        return JSON.readTree(text(path));
    }

    /** Every item of a list, following its cursor. */
    List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        String next = "";
        do {
            JsonNode page = get(path + separator + "limit=1000" + next);
            page.path("items").forEach(items::add);
            JsonNode cursor = page.path("next");
            next = cursor.isNull() || cursor.isMissingNode() ? "" : "&after=" + encode(cursor.asString());
        } while (!next.isEmpty());
        return items;
    }

    String text(String path) {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
