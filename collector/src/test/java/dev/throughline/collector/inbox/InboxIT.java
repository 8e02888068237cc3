package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ActiveProfiles({"collector", "web"})
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.github.secret=s3cret",
            "spring.jackson.property-naming-strategy=SNAKE_CASE",
            "throughline.data=target/inbox-it"
        })
class InboxIT {

    private static final int LIMIT = 25 * 1024 * 1024;

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FakeLedger ledger;

    @Autowired
    private MeterRegistry meters;

    @Test
    void acceptsADeliveryOnce() throws Exception {
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = post("fake", key, bytes("acme/once"));
        HttpResponse<String> second = post("fake", key, bytes("acme/once"));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.body()).isEqualTo("{\"delivery\":\"" + key + "\",\"status\":\"accepted\"}");
        assertThat(first.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo("{\"delivery\":\"" + key + "\",\"status\":\"duplicate\"}");
        settle();
        assertThat(ledger.names().stream().filter("acme/once"::equals)).hasSize(1);
        assertThat(item(key).get("status").asString()).isEqualTo("processed");
    }

    @Test
    void acceptsOneOfManyThatComeAtTheSameTime() throws Exception {
        String key = UUID.randomUUID().toString();
        Callable<Integer> post = () -> post("fake", key, bytes("acme/same")).statusCode();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<Integer>> answers =
                    threads.invokeAll(IntStream.range(0, 64).mapToObj(i -> post).toList());
            assertThat(answers.stream().map(Future::resultNow).filter(status -> status == 202))
                    .hasSize(1);
            assertThat(answers.stream().map(Future::resultNow).filter(status -> status == 200))
                    .hasSize(63);
        }
    }

    @Test
    void tellsADeliveryWithoutAnIdByItsBody() throws Exception {
        byte[] body = bytes("acme/without");
        HttpResponse<String> answer = send(request("fake").header("X-Word", "open sesame"), body);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("delivery").asString())
                .isEqualTo(Keys.sha256(body));
        assertThat(send(request("fake").header("X-Word", "open sesame"), body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void takesOddAndLongIds() throws Exception {
        for (String key : List.of("x".repeat(3000), "with space")) {
            HttpResponse<String> answer = post("fake", key, bytes("acme/odd"));
            assertThat(answer.statusCode()).as(key).isEqualTo(202);
            assertThat(JsonMapper.shared()
                            .readTree(answer.body())
                            .get("delivery")
                            .asString())
                    .hasSize(64);
            assertThat(post("fake", key, bytes("acme/odd")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesAnUnverifiedSenderAndStoresNothing() throws Exception {
        long before = stored();
        HttpResponse<String> answer = send(request("fake").header("X-Word", "wrong"), bytes("acme/forged"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertProblem(answer, "/problems/bad-signature");
        assertThat(send(request("fake"), bytes("acme/forged")).statusCode()).isEqualTo(401);
        assertThat(send(request("github").header("X-Hub-Signature-256", "sha256=00"), bytes("{}"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(stored()).isEqualTo(before);
        assertThat(meters.get("throughline.deliveries")
                        .tags("source", "fake", "outcome", "rejected")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void refusesAnEmptyBodyAndAnUnknownSource() throws Exception {
        HttpResponse<String> empty = post("fake", "e", new byte[0]);
        assertThat(empty.statusCode()).isEqualTo(400);
        assertProblem(empty, "/problems/bad-body");
        HttpResponse<String> unknown = post("nobody", "u", bytes("x"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertProblem(unknown, "/problems/unknown-source");
    }

    @Test
    void acceptsABodyOfTheLargestSize() throws Exception {
        byte[] largest = new byte[LIMIT];
        assertThat(post("fake", "largest", largest).statusCode()).isEqualTo(202);
    }

    @Test
    void refusesALargerBodyWithoutReadingIt() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes("POST /webhooks/fake HTTP/1.1\r\nHost: localhost\r\nX-Word: open sesame\r\nContent-Length: "
                    + (LIMIT + 1L) + "\r\n\r\nonly this"));
            out.flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void refusesALargerBodyOfUnknownLength() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes("POST /webhooks/fake HTTP/1.1\r\nHost: localhost\r\nX-Word: open sesame\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"));
            byte[] chunk = new byte[1024 * 1024];
            try {
                for (int i = 0; i < 40; i++) {
                    out.write(bytes("100000\r\n"));
                    out.write(chunk);
                    out.write(bytes("\r\n"));
                }
            } catch (IOException e) {
                // it hung up, as it may
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void acceptsABodyOfUnknownLength() throws Exception {
        HttpRequest request = request("fake")
                .header("X-Word", "open sesame")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes("acme/chunked"))))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
    }

    @Test
    void answersFormsWithoutTouchingTheBody() throws Exception {
        HttpResponse<String> answer = send(
                request("fake")
                        .header("X-Word", "open sesame")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/plain"),
                bytes("payload=%7B%7D"));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void answersASenderInItsOwnTerms() throws Exception {
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = post("fake-in-haste", key, bytes("acme/haste"));
        HttpResponse<String> second = post("fake-in-haste", key, bytes("acme/haste"));

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(first.body()).isEmpty();
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(send(request("fake-in-haste"), bytes("acme/forged")).statusCode())
                .isEqualTo(401);
        settle();
        assertThat(item(key).get("source").asString()).isEqualTo("fake-in-haste");
        assertThat(item(key).get("status").asString()).isEqualTo("processed");
        assertThat(ledger.names().stream().filter("acme/haste"::equals)).hasSize(1);
    }

    @Test
    void answersASenderThatAsksWhetherItMayPost() throws Exception {
        long before = stored();

        HttpResponse<String> allowed = ask("fake", "WebHook-Request-Origin", "events.example.org");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("WebHook-Allowed-Origin")).hasValue("events.example.org");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void allowsNothingToASenderThatItsSourceDoesNotKnow() throws Exception {
        for (HttpResponse<String> answer : List.of(
                ask("fake", "X-Other", "1"),
                ask("github", "WebHook-Request-Origin", "events.example.org"),
                ask("nobody", "WebHook-Request-Origin", "events.example.org"))) {
            assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).isEmpty();
            assertThat(answer.headers().firstValue("Allow")).hasValue("POST,OPTIONS");
        }
    }

    @Test
    void takesAtTheBareAddressWhatAHeaderTellsTheSenderOf() throws Exception {
        String key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = send(
                    bare("?a=b")
                            .header("X-Sent-By", "some fake/1.0")
                            .header("X-Word", "open sesame")
                            .header("X-Delivery", key),
                    bytes("acme/bare"));
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }
        settle();
        assertThat(item(key).get("source").asString()).isEqualTo("fake");
        assertThat(item(key).get("status").asString()).isEqualTo("processed");
        assertThat(ledger.names().stream().filter("acme/bare"::equals)).hasSize(1);
    }

    @Test
    void refusesAtTheBareAddressWhoeverDoesNotProveToBeASenderThatIsKnown() throws Exception {
        long before = stored();
        double refused = rejected("fake");
        double unknown = rejected("unknown");

        HttpResponse<String> forged =
                send(bare("").header("X-Sent-By", "fake").header("X-Word", "wrong"), bytes("acme/forged"));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).isEmpty();
        assertThat(send(bare("").header("X-Word", "open sesame"), bytes("acme/forged"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.send(bare("").header("X-Sent-By", "fake").GET().build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isNotEqualTo(204);
        assertThat(stored()).isEqualTo(before);
        assertThat(rejected("fake")).isEqualTo(refused + 1);
        assertThat(rejected("unknown")).isEqualTo(unknown + 1);
    }

    @Test
    void holdsTheBareAddressToTheSameLimits() throws Exception {
        assertThat(send(bare("").header("X-Sent-By", "fake").header("X-Word", "open sesame"), new byte[0])
                        .statusCode())
                .isEqualTo(400);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes(
                    "POST / HTTP/1.1\r\nHost: localhost\r\nX-Sent-By: fake\r\nX-Word: open sesame\r\nContent-Length: "
                            + (LIMIT + 1L) + "\r\n\r\nonly this"));
            out.flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void readsASecretInTheQueryAndNotInAForm() throws Exception {
        assertThat(postForm("fake?word=open+sesame", "payload=acme").statusCode())
                .isEqualTo(202);
        assertThat(postForm("fake", "word=open+sesame").statusCode()).isEqualTo(401);
    }

    @Test
    void storesWhatItCannotRead() throws Exception {
        assertThat(post("fake", "bad", bytes("malformed")).statusCode()).isEqualTo(202);
        settle();
        JsonNode item = item("bad");
        assertThat(item.get("status").asString()).isEqualTo("malformed");
        assertThat(item.get("field").asString()).isEqualTo("a.field");
        assertThat(item.get("received_at").asString()).endsWith("Z");
        assertThat(item.has("body")).isFalse();
    }

    @Test
    void pagesThroughDeliveries() throws Exception {
        for (int i = 0; i < 3; i++) {
            post("fake", "page" + i, bytes("ignore"));
        }
        settle();
        JsonNode first = get("/api/v1/deliveries?limit=2&status=ignored", 200);
        assertThat(first.get("items")).hasSize(2);
        JsonNode second = get(
                "/api/v1/deliveries?limit=2&status=ignored&after="
                        + first.get("next").asString(),
                200);
        assertThat(second.get("items").get(0).get("delivery").asString()).isEqualTo("page0");
        assertThat(get("/api/v1/deliveries?source=nobody", 200).get("next").isNull())
                .isTrue();
    }

    @Test
    void namesABadParameter() throws Exception {
        for (String query : List.of("limit=0", "limit=1001", "limit=x", "status=odd", "after=-1", "after=x")) {
            JsonNode problem = get("/api/v1/deliveries?" + query, 400);
            assertThat(problem.get("type").asString()).isEqualTo("/problems/bad-parameter");
            JsonNode error = problem.get("errors").get(0);
            assertThat(error.get("parameter").asString() + "="
                            + error.get("value").asString())
                    .isEqualTo(query);
            assertThat(error.get("expected").asString()).isNotBlank();
        }
        assertThat(get("/api/v1/deliveries?source=%00", 400).get("type").asString())
                .isEqualTo("/problems/bad-parameter");
    }

    @Test
    void replaysADelivery() throws Exception {
        post("fake", "again", bytes("acme/again"));
        settle();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/api/v1/deliveries/again/replay"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"status\":\"pending\"");
        settle();
        assertThat(ledger.names().stream().filter("acme/again"::equals)).hasSize(2);
        assertThat(get("/api/v1/deliveries/never-seen", 404).get("type").asString())
                .isEqualTo("/problems/not-found");
    }

    @Test
    void answersABodyAsItCame() throws Exception {
        post("fake", "inside", bytes("acme/inside <b>"));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/api/v1/deliveries/inside/body")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("acme/inside <b>");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(get("/api/v1/deliveries/never-seen/body", 404).get("type").asString())
                .isEqualTo("/problems/not-found");
    }

    @Test
    void replaysThoseOfAFilter() throws Exception {
        post("fake", "filtered", bytes("acme/filtered"));
        settle();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/api/v1/deliveries/replay?q=acme/filt&source=fake"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"deliveries\":1}");
        settle();
        assertThat(get("/api/v1/deliveries?q=acme/filtered", 200).get("items"))
                .singleElement()
                .satisfies(item -> assertThat(item.get("repository").asString()).isEqualTo("acme/filtered"));
    }

    @Test
    void saysWhetherEverythingIsInTheNumbers() throws Exception {
        settle();
        JsonNode status = get("/api/v1/status", 200);
        JsonNode counts = status.get("deliveries");
        assertThat(counts.get("received").asLong()).isEqualTo(stored());
        assertThat(counts.propertyNames())
                .containsExactly("received", "processed", "ignored", "malformed", "pending", "failed");
        assertThat(status.get("samples_behind_seconds").asDouble()).isZero();
    }

    private void settle() throws Exception {
        for (int i = 0; i < 1000; i++) {
            if (get("/api/v1/status", 200).get("deliveries").get("pending").asLong() == 0) {
                return;
            }
            Thread.sleep(Duration.ofMillis(10));
        }
        throw new AssertionError("deliveries stay pending");
    }

    private long stored() {
        return jdbc.sql("select count(*) from delivery").query(Long.class).single();
    }

    private JsonNode item(String key) throws Exception {
        return get("/api/v1/deliveries/" + key, 200);
    }

    private JsonNode get(String path, int status) throws Exception {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, String type) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JsonMapper.shared().readTree(answer.body()).get("type").asString())
                .isEqualTo(type);
    }

    private HttpResponse<String> post(String source, String key, byte[] body) throws Exception {
        return send(request(source).header("X-Word", "open sesame").header("X-Delivery", key), body);
    }

    private HttpResponse<String> postForm(String source, String form) throws Exception {
        return send(request(source).header("Content-Type", "application/x-www-form-urlencoded"), bytes(form));
    }

    private HttpResponse<String> ask(String source, String header, String value) throws Exception {
        return http.send(
                request(source)
                        .header(header, value)
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, byte[] body) throws Exception {
        return http.send(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private double rejected(String source) {
        Counter counter = meters.find("throughline.deliveries")
                .tags("source", source, "outcome", "rejected")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private HttpRequest.Builder bare(String query) {
        return HttpRequest.newBuilder(uri("/" + query));
    }

    private HttpRequest.Builder request(String source) {
        return HttpRequest.newBuilder(uri("/webhooks/" + source));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
