package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.ApiClient;
import dev.throughline.collector.backfill.ApiClient.Answer;
import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends requests to the REST API of one GitLab, and a few to its GraphQL API, and reads the answers. */
final class Conversation {

    private static final String REST = "/api/v4/";
    private static final String GRAPHQL = "/api/graphql";

    private final ApiClient client;
    private final GitLabAccess access;

    Conversation(ApiClient client, GitLabAccess access) {
        this.client = client;
        this.access = access;
    }

    /**
     * An answer.
     *
     * @param next query of the page that follows; null when none does
     */
    record Page(JsonNode body, @Nullable String next) {}

    /** An object. */
    ObjectNode object(String path) throws ApiFailed {
        if (ask(path, "").body() instanceof ObjectNode object) {
            return object;
        }
        throw new ApiFailed(Reason.NOT_AN_API, "an answer is not an object, as GitLab's API documents it");
    }

    /**
     * A page of a list.
     *
     * @param query without the question mark; empty for none
     */
    Page page(String path, String query) throws ApiFailed {
        Page page = ask(path, query);
        if (!page.body().isArray()) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is not a list, as GitLab's API documents it");
        }
        return page;
    }

    /** Has something done. */
    void post(String path) throws ApiFailed {
        client.send("POST", URI.create(access.instance() + REST + path), headers(), new byte[0]);
    }

    private Page ask(String path, String query) throws ApiFailed {
        URI uri = URI.create(access.instance() + REST + path + (query.isEmpty() ? "" : "?" + query));
        Answer answer = client.get(uri, headers());
        return new Page(read(answer), Links.next(answer, query));
    }

    /** The content of {@code data} in the answer to a GraphQL query. */
    JsonNode query(String query, Map<String, @Nullable Object> variables) throws ApiFailed {
        ObjectNode question = Raw.JSON.createObjectNode();
        question.put("query", query);
        question.set("variables", Raw.JSON.valueToTree(variables));
        Map<String, String> headers = new HashMap<>(headers());
        headers.put("Content-Type", "application/json");
        JsonNode answer = read(client.send(
                "POST", URI.create(access.instance() + GRAPHQL), headers, Raw.JSON.writeValueAsBytes(question)));
        if (!answer.path("errors").isEmpty() || !answer.path("data").isObject()) {
            throw new ApiFailed(Reason.REFUSED, "GitLab's GraphQL API does not understand what it is asked");
        }
        return answer.path("data");
    }

    private Map<String, String> headers() {
        return Map.of("PRIVATE-TOKEN", access.token(), "Accept", "application/json");
    }

    private static JsonNode read(Answer answer) throws ApiFailed {
        try {
            return Raw.JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is not readable JSON");
        }
    }

    /** A segment of a path, or a value of a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A query from alternating names and values. */
    static String parameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(Objects.requireNonNull(parameter.getValue())))
                .collect(Collectors.joining("&"));
    }
}
