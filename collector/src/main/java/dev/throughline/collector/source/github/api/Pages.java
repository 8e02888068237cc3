package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A list of GitHub's, page by page, each object as it came but for what is of no use. hub4j would make objects of all of it first, which
 * takes longer than the answer does.
 */
final class Pages {

    /** Objects of a page: GitHub gives no more. */
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

    /** About how many there are, once the first page is there: pages are counted as full. */
    long total() {
        return total;
    }

    /** A list; of runs of workflows one in an object. */
    private static List<JsonNode> elements(JsonNode answer) throws ApiFailed {
        JsonNode list = answer.isArray() ? answer : answer.path("workflow_runs");
        if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isObject)) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is no list, as GitHub's API documents it");
        }
        return list.valueStream().toList();
    }
}
