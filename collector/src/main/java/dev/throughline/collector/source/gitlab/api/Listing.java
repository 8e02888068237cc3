package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A list from GitLab, page by page. */
final class Listing {

    static final int PAGE = 100;

    private final Conversation conversation;
    private final String path;
    private final Map<String, String> parameters;
    private @Nullable String next;
    private boolean mayBeKeyset;
    private List<JsonNode> page = List.of();
    private int place;

    private Listing(Conversation conversation, String path, Map<String, String> parameters, boolean mayBeKeyset) {
        this.conversation = conversation;
        this.path = path;
        this.parameters = new LinkedHashMap<>(parameters);
        this.parameters.put("per_page", String.valueOf(PAGE));
        this.mayBeKeyset = mayBeKeyset;
        this.next =
                Conversation.parameters(mayBeKeyset ? with(this.parameters, "pagination", "keyset") : this.parameters);
    }

    /** By page number. */
    static Listing of(Conversation conversation, String path, Map<String, String> parameters) {
        return new Listing(conversation, path, parameters, false);
    }

    /** From the last entry on, which does not make later pages slower; by page number if this GitLab does not offer that. */
    static Listing byKeyset(Conversation conversation, String path, Map<String, String> parameters) {
        return new Listing(conversation, path, parameters, true);
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return more;
    }

    /** The next one; null when there is none. */
    @Nullable
    JsonNode next() throws ApiFailed {
        if (place == page.size() && nextPage().isEmpty()) {
            return null;
        }
        return page.get(place++);
    }

    /** The next non-empty page; empty when there is none. */
    List<JsonNode> nextPage() throws ApiFailed {
        page = List.of();
        place = 0;
        while (page.isEmpty() && next != null) {
            turn();
        }
        return page;
    }

    /** All that is left. */
    List<JsonNode> all() throws ApiFailed {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode one = next(); one != null; one = next()) {
            all.add(one);
        }
        return all;
    }

    private void turn() throws ApiFailed {
        String asked = next == null ? "" : next;
        Conversation.Page answer;
        try {
            answer = conversation.page(path, asked);
        } catch (ApiFailed failed) {
            if (!mayBeKeyset || failed.reason() != Reason.REFUSED) {
                throw failed;
            }
            answer = conversation.page(path, Conversation.parameters(parameters));
        }
        mayBeKeyset = false;
        page = ((ArrayNode) answer.body()).valueStream().toList();
        place = 0;
        // a list that links back to the same page would never end
        next = asked.equals(answer.next()) ? null : answer.next();
    }
}
