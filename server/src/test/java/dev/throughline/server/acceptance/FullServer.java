package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Sources;
import dev.throughline.demo.Delivery;
import dev.throughline.demo.Webhook;
import dev.throughline.engine.TestDatabase;
import dev.throughline.server.ThroughlineApplication;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server, every role, on a real PostgreSQL, as those see it who post to it and ask it. */
public final class FullServer implements AutoCloseable {

    public static final String SECRET = "a secret of the acceptance tests";
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int SENDERS = 6;

    private final URI address;
    private final String databaseUrl;
    private final Runnable running;
    private final Webhook webhook;
    private final GitLabWebhook gitLab;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param running what is closed with it */
    FullServer(URI address, String databaseUrl, Runnable running) {
        this.address = address;
        this.databaseUrl = databaseUrl;
        this.running = running;
        this.webhook = new Webhook(address, SECRET);
        this.gitLab = new GitLabWebhook(address);
    }

    /** The one in this JVM that is started once and stays, for stories that do not meet. */
    static FullServer shared() {
        return Shared.SERVER;
    }

    /**
     * A new one in this JVM, with an empty database.
     *
     * @param more further arguments
     */
    public static FullServer start(String... more) {
        return on(TestDatabase.createUrl(), more);
    }

    /** The same on a database that may be known. */
    static FullServer on(String databaseUrl, String... more) {
        // the secrets that are made for other sources are not left among the sources of the module
        boolean hasFolder = Stream.of(more).anyMatch(argument -> argument.startsWith("--throughline.data="));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(ThroughlineApplication.class)
                .run(Stream.of(
                                Stream.of(
                                        "--server.port=0",
                                        "--throughline.database-url=" + databaseUrl,
                                        "--throughline.gitlab.secret=" + GitLabWebhook.SECRETS + "," + SECRET,
                                        "--throughline.api-token=token"),
                                Sources.ofEachKind().all().stream()
                                        .filter(source -> !source.name().equals("gitlab"))
                                        .map(source -> "--" + source.secretProperty() + "=" + SECRET),
                                hasFolder ? Stream.<String>empty() : Stream.of("--throughline.data=target/data"),
                                Stream.of(more))
                        .flatMap(arguments -> arguments)
                        .toArray(String[]::new));
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return new FullServer(URI.create("http://127.0.0.1:" + port), databaseUrl, context::close);
    }

    @Override
    public void close() {
        webhook.close();
        gitLab.close();
        http.close();
        running.run();
    }

    private static final class Shared {
        private static final FullServer SERVER = start();
    }

    public URI address() {
        return address;
    }

    public String databaseUrl() {
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

    public int post(String event, @Nullable String id, byte[] body) {
        return post(event, id, body, Map.of());
    }

    private int post(String event, @Nullable String id, byte[] body, Map<String, String> headers) {
        return acknowledged(() -> webhook.post(event, id, body, headers));
    }

    private void post(Envelope envelope) {
        if (envelope.isOfGitLab()) {
            acknowledged(() -> gitLab.post(envelope));
        } else {
            post(envelope.event(), envelope.delivery(), envelope.body(), envelope.headers());
        }
    }

    private interface Posting {
        HttpResponse<String> post() throws IOException, InterruptedException;
    }

    private static int acknowledged(Posting posting) {
        try {
            HttpResponse<String> answer = posting.post();
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
            return answer.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Posts to a source as its sender would and expects it to be acknowledged. */
    void deliver(String source, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/webhooks/" + source))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        HttpResponse<String> answer =
                send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
        assertThat(answer.statusCode()).as("%s: %s", source, answer.body()).isIn(200, 202, 204);
    }

    /** Reports something with the API token, for the first time or again. */
    public void report(String path, String json) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address.resolve("/api/v1/" + path))
                .header("Authorization", "Bearer token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isIn(200, 201);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Uploads a commit graph, a JSON object a line, and answers what the server said. */
    HttpResponse<String> upload(byte[] lines) {
        try {
            return http.send(
                    HttpRequest.newBuilder(address.resolve("/api/v1/commits"))
                            .header("Authorization", "Bearer token")
                            .header("Content-Type", "application/x-ndjson")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Posts bodies by several senders at once, so in about this order. */
    void postAll(List<Envelope> envelopes) {
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(CompletableFuture.runAsync(
                    () -> {
                        for (int mine = next.getAndIncrement();
                                mine < envelopes.size();
                                mine = next.getAndIncrement()) {
                            post(envelopes.get(mine));
                        }
                    },
                    Thread::startVirtualThread));
        }
        senders.forEach(CompletableFuture::join);
    }

    /**
     * A delivery as it was recorded.
     *
     * @param headers what it carried beside its event, id and signature
     */
    record Envelope(String event, String delivery, byte[] body, Map<String, String> headers) {

        /** By the words that the sender has for its events. */
        boolean isOfGitLab() {
            return event.endsWith(" Hook");
        }

        /** One line of a recorded history. */
        static Envelope of(JsonNode line) {
            Map<String, String> headers = new TreeMap<>();
            line.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asString()));
            if (line.path("uuid").isString()) {
                headers.put("X-Gitlab-Event-UUID", line.path("uuid").asString());
            }
            return new Envelope(
                    line.path("event").asString(),
                    line.path("delivery").asString(),
                    line.path("payload").toString().getBytes(StandardCharsets.UTF_8),
                    headers);
        }
    }

    void tell(Story story) {
        story.deliveries().forEach(this::post);
        settle();
    }

    /** Waits until every delivery is processed and every sample derived. */
    public void settle() {
        Instant start = Instant.now();
        JsonNode status;
        do {
            pause();
            status = get("/api/v1/status");
            assertThat(status.path("deliveries").path("failed").asInt())
                    .as("%s", status)
                    .isZero();
            assertThat(Duration.between(start, Instant.now())).as("%s", status).isLessThan(PATIENCE);
        } while (!status.path("database").asString().equals("up")
                || status.path("deliveries").path("pending").asLong() > 0
                || status.path("samples_behind_seconds").asDouble() > 0);
    }

    public JsonNode get(String path) {
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

    public String text(String path) {
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

    /** Sends a JSON body with the API token. */
    JsonNode send(String method, String path, String body, int status) {
        return send(method, path, body, status, "Bearer token");
    }

    JsonNode send(String method, String path, String body, int status, String authorization) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .header("Content-Type", "application/json")
                            .header("Authorization", authorization)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(status);
            return JSON.readTree(answer.body());
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

    /** Drops every fact and sample; deliveries, uploaded graphs and verdicts stay. */
    void forgetEverythingDerived() {
        var database = new DriverManagerDataSource(databaseUrl());
        JdbcClient.create(database)
                .sql("truncate repository, service, git_commit, push_commit, delivered_commit cascade")
                .update();
        assertThat(JdbcClient.create(database)
                        .sql("select count(*) from deployment")
                        .query()
                        .singleValue())
                .isEqualTo(0L);
    }
}
