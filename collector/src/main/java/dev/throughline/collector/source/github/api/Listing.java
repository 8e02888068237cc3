package dev.throughline.collector.source.github.api;

import dev.throughline.collector.history.ApiFailed;
import dev.throughline.collector.history.ApiFailed.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.PagedIterable;
import org.kohsuke.github.PagedIterator;
import tools.jackson.databind.JsonNode;

/** A list of GitHub's, page by page: each object as hub4j has it, which leads to more, and as it came, which is kept. */
final class Listing<T> {

    static final int PAGE = 100;

    private final PagedIterable<T> pages;
    private final Transport transport;
    private @Nullable PagedIterator<T> iterator;
    private List<T> page = List.of();
    private List<JsonNode> raw = List.of();
    private int place;
    private long total;

    Listing(PagedIterable<T> pages, Transport transport) {
        this.pages = pages.withPageSize(PAGE);
        this.transport = transport;
    }

    /** @param raw as it came */
    record Entry<T>(T object, JsonNode raw) {}

    /** The next one; null when there is none. */
    @Nullable
    Entry<T> next() throws ApiFailed {
        if (place == page.size() && !turn()) {
            return null;
        }
        Entry<T> entry = new Entry<>(page.get(place), raw.get(place));
        place++;
        return entry;
    }

    /** About how many there are, once the first page is there: pages are counted as full. */
    long total() {
        return total;
    }

    /** The next page as it came; empty when there is none. */
    List<JsonNode> nextPage() throws ApiFailed {
        return turn() ? raw : List.of();
    }

    private boolean turn() throws ApiFailed {
        try {
            if (iterator == null) {
                iterator = pages.iterator();
            }
            if (!iterator.hasNext()) {
                return false;
            }
            page = iterator.nextPage();
        } catch (RuntimeException e) {
            throw Transport.failure(e);
        }
        place = 0;
        if (total == 0) {
            total = transport.pages() == 1 ? page.size() : (long) transport.pages() * PAGE;
        }
        raw = elements(transport.last());
        if (raw.size() != page.size()) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is no list, as GitHub's API documents it");
        }
        return !page.isEmpty();
    }

    /** A list, or an object with one in it, as of runs of workflows. */
    static List<JsonNode> elements(JsonNode answer) {
        if (answer.isArray()) {
            return answer.valueStream().toList();
        }
        return answer.valueStream()
                .filter(JsonNode::isArray)
                .findFirst()
                .map(list -> list.valueStream().toList())
                .orElse(List.of());
    }
}
