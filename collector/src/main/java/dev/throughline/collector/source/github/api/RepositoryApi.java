package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ForgeRepository;
import dev.throughline.collector.backfill.Item.Told;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * GitHub's API for one repository, and how its answers become deliveries.
 *
 * @param shown the repository, as in deliveries
 */
record RepositoryApi(ForgeRepository identity, ObjectNode shown, Transport transport) {

    /** @param place below the repository, e.g. {@code /actions/runs/7} */
    JsonNode one(String place) throws ApiFailed {
        return transport.page(path(place)).json();
    }

    /** The same, complete, and with the link to the next page. */
    Transport.Page whole(String place) throws ApiFailed {
        return transport.whole(path(place));
    }

    /** @param list below the repository, with a query or without */
    Pages pages(String list) {
        return new Pages(transport, path(list));
    }

    /** All of a list. */
    ArrayNode all(String list) throws ApiFailed {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Pages pages = pages(list);
        for (List<JsonNode> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            page.forEach(all::add);
        }
        return all;
    }

    private String path(String place) {
        return "/repos/" + identity.name() + place;
    }

    /** A body with the identity of the repository, to be filled. */
    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("repository", shown);
        return body;
    }

    Told told(String kind, String object, ObjectNode body) {
        return Told.of(identity, kind, object, Raw.bytes(body));
    }
}
