package dev.throughline.server.command;

import dev.throughline.server.cli.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of Throughline as its REST API shows it, asked with the API token. Any error is a {@link CommandFailed} of one line, which never
 * contains the token.
 */
public final class RunningServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String BEHIND = "samples_behind_seconds";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI address;
    private final @Nullable String token;
    private final Runnable end;

    /**
     * @param address e.g. {@code http://127.0.0.1:8080}
     * @param token null when unknown; reading may not need it
     * @param end what is ended with it
     */
    RunningServer(URI address, @Nullable String token, Runnable end) {
        this.address = address;
        this.token = token;
        this.end = end;
    }

    /** The server that listens there; empty when none does, or it is something else. */
    static Optional<RunningServer> at(URI address, @Nullable String token) {
        RunningServer server = new RunningServer(address, token, () -> {});
        try {
            HttpResponse<String> answer =
                    server.http.send(server.request("/api/v1/status").GET().build(), BodyHandlers.ofString());
            if (answer.statusCode() == 200 && JSON.readTree(answer.body()).has(BEHIND)
                    || answer.statusCode() == 401 && answer.body().contains("/problems/unauthenticated")) {
                return Optional.of(server);
            }
        } catch (IOException | JacksonException e) {
            // nobody, or somebody else
        } catch (InterruptedException e) {
            throw interrupted();
        }
        server.close();
        return Optional.empty();
    }

    /** Where it is, without a path. */
    public URI address() {
        return address;
    }

    /** What was answered. */
    public record Answer(int status, String body) {

        /** The body as JSON; an empty object when it is not JSON. */
        public JsonNode json() {
            try {
                return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            } catch (JacksonException e) {
                return JSON.createObjectNode();
            }
        }

        /** What a problem document says, otherwise the status. */
        public String complaint() {
            String detail = json().path("detail").asString("");
            return detail.isBlank() ? "status " + status : detail.replaceAll("\\s+", " ");
        }
    }

    /**
     * The content of a path, with its query.
     *
     * @throws CommandFailed unless it is there
     */
    public JsonNode get(String path) {
        Answer answer = ask(path);
        if (answer.status() != 200) {
            throw unexpected(path, answer);
        }
        return answer.json();
    }

    /** The same, whatever the answer is. */
    public Answer ask(String path) {
        return send(request(path).GET().build());
    }

    /** Posts a body. The token must be valid; every other answer is passed on. */
    public Answer post(String path, String contentType, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", contentType).POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Posts a JSON body. */
    public Answer post(String path, String json, String... headers) {
        return post(path, "application/json", BodyPublishers.ofString(json), headers);
    }

    /** Reads a body while it arrives; the reader also gets the answer's status. */
    public <T> HttpResponse<T> stream(String path, BodyHandler<T> reader) {
        return exchange(request(path).GET().build(), reader);
    }

    /**
     * The body as a stream, to be closed.
     *
     * @throws CommandFailed unless it exists
     */
    public InputStream open(String path) {
        HttpResponse<InputStream> answer = stream(path, BodyHandlers.ofInputStream());
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            Answer complaint =
                    new Answer(answer.statusCode(), new String(body.readNBytes(10_000), StandardCharsets.UTF_8));
            throw unexpected(path, complaint);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /**
     * Finds out whether writing is possible, before anything is read.
     *
     * @throws CommandFailed when the token is missing or wrong, or this process of Throughline takes no reports
     */
    public void checkWriting() {
        Answer answer = post("/api/v1/commits", "application/x-ndjson", BodyPublishers.noBody());
        if (answer.status() == 404 || answer.status() == 405) {
            throw CommandFailed.because(
                    "the server at %s accepts no reports: it runs without the role collector".formatted(address));
        }
        if (answer.status() != 200) {
            throw unexpected("/api/v1/commits", answer);
        }
    }

    /**
     * Waits until everything that arrived is in the numbers, and returns how many deliveries could not be processed.
     *
     * @throws CommandFailed when nothing was processed for minutes
     */
    public long settle() {
        long processed = -1;
        long changedAt = System.nanoTime();
        try {
            Thread.sleep(PAUSE);
            while (true) {
                JsonNode status = get("/api/v1/status");
                JsonNode deliveries = status.path("deliveries");
                if (status.path("database").asString("").equals("up")
                        && deliveries.path("pending").asLong(0) == 0
                        && status.path(BEHIND).asDouble(0) == 0) {
                    return deliveries.path("failed").asLong(0);
                }
                if (deliveries.path("processed").asLong(0) != processed) {
                    processed = deliveries.path("processed").asLong(0);
                    changedAt = System.nanoTime();
                } else if (System.nanoTime() - changedAt > PATIENCE.toNanos()) {
                    throw CommandFailed.because(
                            "everything was handed over, but the server at %s has derived nothing of it for %d minutes: %s/api/v1/status says what it waits for"
                                    .formatted(address, PATIENCE.toMinutes(), address));
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** A value for a query. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
        end.run();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private Answer send(HttpRequest request) {
        HttpResponse<String> answer = exchange(request, BodyHandlers.ofString());
        if (answer.statusCode() == 401) {
            throw CommandFailed.because(
                    token == null
                            ? "the server at %s needs its API token: set THROUGHLINE_API_TOKEN, or THROUGHLINE_DATA to its data folder"
                                    .formatted(address)
                            : "the server at %s does not accept the API token of this folder: set THROUGHLINE_API_TOKEN, or THROUGHLINE_DATA to its data folder"
                                    .formatted(address));
        }
        return new Answer(answer.statusCode(), answer.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> reader) {
        try {
            return http.send(request, reader);
        } catch (IOException e) {
            throw lost(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** A refusal that nobody expected. */
    public CommandFailed unexpected(String path, Answer answer) {
        return CommandFailed.because("the server at %s answered %d to %s: %s"
                .formatted(address, answer.status(), path.replaceAll("\\?.*", ""), answer.complaint()));
    }

    private CommandFailed lost(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException
                ? CommandFailed.because("no server answers at %s any more".formatted(address))
                : CommandFailed.because("the connection to %s broke: %s".formatted(address, e.getMessage()));
    }

    private static CommandFailed interrupted() {
        Thread.currentThread().interrupt();
        return CommandFailed.because("interrupted");
    }
}
