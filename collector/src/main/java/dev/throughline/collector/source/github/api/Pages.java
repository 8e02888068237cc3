package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A list from GitHub, page by page, each object as received except for useless parts. hub4j would first build objects from all of it, which
 * takes longer than the request.
 */
final class Pages {

    /** Objects per page: GitHub returns no more. */
    static final int SIZE = 100;

    private static final String PER_PAGE = "per_page=" + SIZE;

    private final Transport transport;
    private Optional<String> next;
    private long total;

    /** @param path below the address of the API, with a query or without */
    Pages(Transport transport, String path) {
        this.transport = transport;
        this.next = Optional.of(path + (path.contains("?") ? "&" : "?") + PER_PAGE);
    }

    /** The next page; empty when there is none. */
    List<JsonNode> next() throws ApiFailed {
        if (next.isEmpty()) {
            return List.of();
        }
        Transport.Page answer = transport.page(next.get());
        List<JsonNode> page = elements(answer.json());
        next = page.isEmpty() ? Optional.empty() : answer.next();
        if (total == 0) {
            total = answer.pages() == 1 ? page.size() : (long) answer.pages() * SIZE;
        }
        return page;
    }

    /** Roughly how many there are, once the first page has arrived: pages are counted as full. */
    long total() {
        return total;
    }

    /** A list; for workflow runs, one inside an object. */
    private static List<JsonNode> elements(JsonNode answer) throws ApiFailed {
        JsonNode list = answer.isArray() ? answer : answer.path("workflow_runs");
        if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isObject)) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is not a list, as GitHub's API documents it");
        }
        return list.valueStream().toList();
    }
}
