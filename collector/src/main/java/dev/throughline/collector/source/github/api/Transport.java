package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiClient;
import dev.throughline.collector.backfill.ApiClient.Answer;
import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kohsuke.github.authorization.AuthorizationProvider;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Sends hub4j's requests through our own client, which handles limits, conditional requests and failures better; and keeps the raw answer,
 * because hub4j's objects drop fields that they do not know.
 */
final class Transport implements GitHubConnector {

    private static final String ACCEPT = "application/vnd.github+json";
    private static final Pattern LAST_PAGE = Pattern.compile("[?&]page=(\\d{1,7})[^>]*>;\\s*rel=\"last\"");

    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

    private final ApiClient client;
    private final String base;
    private final AuthorizationProvider authorization;
    private byte[] last = new byte[0];

    /**
     * @param api its address
     * @param authorization our credentials; hub4j's requests bring their own
     */
    Transport(ApiClient client, URI api, AuthorizationProvider authorization) {
        this.client = client;
        this.base = api.toString();
        this.authorization = authorization;
    }

    /**
     * A page of a list.
     *
     * @param next address of the next one
     * @param pages how many there are
     */
    record Page(JsonNode json, Optional<String> next, int pages) {}

    /**
     * A page without useless parts.
     *
     * @param place a path below the address of the API with its query, or an address that an answer named
     */
    Page page(String place) throws ApiFailed {
        Answer answer = send("GET", place, authorization);
        return page(answer, Raw.read(answer.body()));
    }

    /** The same, complete. */
    Page whole(String place) throws ApiFailed {
        return whole(place, authorization);
    }

    /** @param as the credentials to use */
    Page whole(String place, AuthorizationProvider as) throws ApiFailed {
        Answer answer = send("GET", place, as);
        return page(answer, json(answer.body()));
    }

    /** @param as the credentials for the empty post */
    void post(String place, AuthorizationProvider as) throws ApiFailed {
        send("POST", place, as);
    }

    private static Page page(Answer answer, JsonNode json) {
        String told = Objects.requireNonNullElse(answer.header("link"), "");
        Matcher next = NEXT_PAGE.matcher(told);
        Matcher last = LAST_PAGE.matcher(told);
        return new Page(
                json,
                next.find() ? Optional.of(next.group(1)) : Optional.empty(),
                last.find() ? Integer.parseInt(last.group(1)) : 1);
    }

    AuthorizationProvider authorization() {
        return authorization;
    }

    private Answer send(String method, String place, AuthorizationProvider as) throws ApiFailed {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", ACCEPT);
        try {
            String token = as.getEncodedAuthorization();
            if (token != null) {
                headers.put("Authorization", token);
            }
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        }
        return client.send(method, address(place), headers, new byte[0]);
    }

    private URI address(String place) throws ApiFailed {
        try {
            return new URI(place.startsWith("/") ? base + place : place);
        } catch (URISyntaxException e) {
            throw new ApiFailed(Reason.NOT_AN_API, "the answer points to something that is not an address");
        }
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        request.allHeaders().forEach((name, values) -> {
            boolean isOurs = name.equalsIgnoreCase("User-Agent") || name.equalsIgnoreCase("Accept-Encoding");
            if (!isOurs && !values.isEmpty()) {
                headers.put(name, values.getLast());
            }
        });
        headers.putIfAbsent("Accept", ACCEPT);
        if (request.contentType() != null && request.hasBody()) {
            headers.put("Content-Type", request.contentType());
        }
        Answer answer = client.send(request.method(), uri(request), headers, body(request));
        last = answer.body();
        return new Response(request, answer);
    }

    private static URI uri(GitHubConnectorRequest request) throws ApiFailed {
        try {
            return request.url().toURI();
        } catch (URISyntaxException e) {
            throw new ApiFailed(Reason.NOT_AN_API, "the answer points to something that is not an address");
        }
    }

    private static byte[] body(GitHubConnectorRequest request) throws IOException {
        try (InputStream in = request.hasBody() ? request.body() : null) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    /** The raw form of hub4j's last answer. */
    JsonNode last() throws ApiFailed {
        return json(last);
    }

    private static JsonNode json(byte[] body) throws ApiFailed {
        try {
            return Raw.JSON.readTree(body);
        } catch (JacksonException e) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is not JSON, although it says so");
        }
    }

    private static final class Response extends GitHubConnectorResponse {

        private final byte[] body;

        Response(GitHubConnectorRequest request, Answer answer) {
            super(request, answer.status(), headers(answer));
            this.body = answer.body();
        }

        private static Map<String, List<String>> headers(Answer answer) {
            return answer.headers().entrySet().stream()
                    .filter(header -> !header.getKey().startsWith(":"))
                    .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        }

        @Override
        public InputStream bodyStream() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            // there is nothing open
        }
    }

    /** What went wrong below hub4j, which wraps it once or twice. */
    static ApiFailed failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiFailed failed) {
                return failed;
            }
        }
        String why =
                Optional.ofNullable(thrown.getCause()).orElse(thrown).getClass().getSimpleName();
        return new ApiFailed(Reason.NOT_AN_API, "an answer is not what GitHub's API documents (%s)".formatted(why));
    }
}
