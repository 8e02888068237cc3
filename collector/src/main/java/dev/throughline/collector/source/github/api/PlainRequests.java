package dev.throughline.collector.source.github.api;

import dev.throughline.collector.history.ApiFailed;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.github.authorization.AuthorizationProvider;
import tools.jackson.databind.JsonNode;

/** Asks for what hub4j has no method for. */
final class PlainRequests {

    private final URI api;
    private final Transport transport;
    private final AuthorizationProvider authorization;

    PlainRequests(URI api, Transport transport, AuthorizationProvider authorization) {
        this.api = api;
        this.transport = transport;
        this.authorization = authorization;
    }

    /** @param path below the address of the API, e.g. {@code /repos/acme/web/actions/runs/7/attempts/1} */
    JsonNode get(String path) throws ApiFailed {
        try {
            return transport.get(
                    URI.create(api + path),
                    Map.of(
                            "Authorization",
                            authorization.getEncodedAuthorization(),
                            "Accept",
                            "application/vnd.github+json"));
        } catch (IOException | RuntimeException e) {
            throw Transport.failure(e);
        }
    }

    /**
     * All of a list, page by page.
     *
     * @param path without a query
     */
    List<JsonNode> all(String path) throws ApiFailed {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = get("%s?per_page=%d&page=%d".formatted(path, Listing.PAGE, page));
            List<JsonNode> some = Listing.elements(answer);
            all.addAll(some);
            if (some.size() < Listing.PAGE) {
                return all;
            }
        }
    }
}
