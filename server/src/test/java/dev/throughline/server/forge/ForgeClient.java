package dev.throughline.server.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks a stand-in, follows links and nothing else. */
final class ForgeClient {

    private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"([^\"]+)\"");

    private final URI url;
    private final Map<String, String> headers;
    private final HttpClient http = HttpClient.newHttpClient();

    ForgeClient(URI url, Map<String, String> headers) {
        this.url = url;
        this.headers = headers;
    }

    HttpResponse<String> get(String path, String... more) {
        return send(request(path, more).GET().build());
    }

    HttpResponse<String> post(String path, String body, String... more) {
        return send(request(path, more).POST(BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path, String... more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path));
        headers.forEach(request::setHeader);
        for (int i = 0; i < more.length; i += 2) {
            request.setHeader(more[i], more[i + 1]);
        }
        return request;
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

    JsonNode json(String path, String... more) {
        HttpResponse<String> answer = get(path, more);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.MAPPER.readTree(answer.body());
    }

    /** The items of all pages. */
    List<JsonNode> all(String path) {
        List<JsonNode> all = new ArrayList<>();
        for (String next = path; next != null; ) {
            HttpResponse<String> page = get(next);
            if (page.statusCode() != 200) {
                throw new AssertionError(next + " answered " + page.statusCode() + ": " + page.body());
            }
            Json.MAPPER.readTree(page.body()).forEach(all::add);
            next = links(page).get("next");
        }
        return all;
    }

    static Map<String, @Nullable String> links(HttpResponse<?> page) {
        Map<String, @Nullable String> links = new LinkedHashMap<>();
        Matcher matcher = LINK.matcher(page.headers().firstValue("Link").orElse(""));
        while (matcher.find()) {
            links.put(matcher.group(2), matcher.group(1));
        }
        return links;
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
