package dev.throughline.server.forge;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client asks.
 *
 * @param path segments behind the base path, decoded one by one, so that a segment may hold a slash
 * @param headers by name in lower case
 */
public record Request(
        String method,
        URI uri,
        List<String> path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body) {

    /** @param target path and query as sent */
    static Request of(String base, String method, String target, Map<String, String> headers, byte[] body) {
        URI uri = URI.create(target);
        String raw = uri.getRawPath();
        List<String> path = raw.startsWith(base)
                ? Arrays.stream(raw.substring(base.length()).split("/"))
                        .filter(segment -> !segment.isEmpty())
                        .map(Request::decode)
                        .toList()
                : List.of("", raw);
        return new Request(method, uri, path, query(uri.getRawQuery()), headers, body);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                query.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Nullable
    String parameter(String name) {
        return query.get(name);
    }

    String parameter(String name, String otherwise) {
        return query.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        try {
            return Integer.parseInt(query.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** @throws Refusal by the caller's making when it is no time */
    @Nullable
    Instant time(String name, Refusal otherwise) {
        String text = query.get(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw otherwise;
        }
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    JsonNode json() {
        return body.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body);
    }
}
